/** Questions to start from, each with the address that asks it. */
export const PRESETS: readonly { key: string; query: Readonly<Record<string, string>> }[] = [
  { key: 'lossRatio', query: { rows: 'state', columns: 'year', measures: 'loss_ratio' } },
  {
    key: 'topAgencies',
    query: { rows: 'agency', columns: '', measures: 'written_premium,loss_ratio,retention_ratio', sort: '-written_premium' },
  },
  {
    key: 'growth',
    query: {
      rows: 'product_line,product',
      columns: '',
      measures: 'written_premium',
      compare: 'prior_year',
      sort: '-written_premium_change',
    },
  },
  { key: 'hitRatio', query: { dataset: 'quotes', rows: 'platform', columns: 'product_line', measures: 'quotes,hit_ratio' } },
  {
    key: 'causes',
    query: {
      dataset: 'claims',
      rows: 'cause',
      columns: '',
      measures: 'claims_reported,incurred,severity',
      sort: '-claims_reported',
    },
  },
  {
    key: 'frequency',
    query: { dataset: 'claims', rows: 'product', columns: 'year', measures: 'frequency' },
  },
]
