/** What can be imported, and into which fields; docs/reference/import-columns.md says more of each. */
export type ImportWhat = 'claims' | 'policies'

export const FIELDS: Record<ImportWhat, readonly string[]> = {
  claims: [
    'reference',
    'cost',
    'paid',
    'outstanding',
    'recoveries',
    'policy',
    'lossDate',
    'reportedDate',
    'cause',
    'description',
    'status',
  ],
  policies: [
    'number',
    'holder',
    'product',
    'productLine',
    'agency',
    'state',
    'inception',
    'expiry',
    'premium',
    'status',
    'cancelledOn',
    'renewalOf',
  ],
}

/** A column that is read as no field. */
export const IGNORED = '-'
export const ENDINGS = ['.xlsx', '.xlsm', '.csv', '.tsv', '.txt'] as const
export const MOST_BYTES = 100_000_000
