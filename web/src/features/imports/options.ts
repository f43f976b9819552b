import { IGNORED, type ImportWhat } from './fields'

/** What whoever imports says of a file that does not say it itself; '' where it does. */
export interface ImportOptions {
  sheet: string
  dates: string
  decimal: string
  /** Fields by columns: by their letters, or by their headers where letters are not known. */
  columns: Readonly<Record<string, string>>
}

export const noOptions = (): ImportOptions => ({ sheet: '', dates: '', decimal: '', columns: {} })

/** The address to send a file to. */
export function importUrl(what: ImportWhat, options: ImportOptions, more: Record<string, string> = {}): string {
  const columns = Object.entries(options.columns)
    .map(([column, field]) => `${column}:${field}`)
    .join(',')
  const given = Object.entries({ ...more, sheet: options.sheet, dates: options.dates, decimal: options.decimal, columns })
  const search = new URLSearchParams(given.filter(([, value]) => value !== '')).toString()
  return `/api/v1/${what}/import${search ? `?${search}` : ''}`
}

/**
 * Columns with one of them read as another field. A field has one column: of one that was chosen for it before, its name decides again.
 * @param columns What was chosen so far.
 */
export function withColumn(columns: Readonly<Record<string, string>>, column: string, field: string): Record<string, string> {
  const others = Object.entries(columns).filter(([other, its]) => other !== column && (its !== field || field === IGNORED))
  return { ...Object.fromEntries(others), [column]: field }
}
