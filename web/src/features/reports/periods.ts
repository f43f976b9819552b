import type { Field } from '@/urlState'

interface Year {
  year: number
  isComplete: boolean
}

/** A range of days, both included; '' is open. */
export interface Period {
  from: string
  to: string
}

export const yearPeriod = (year: number): Period => ({ from: `${year}-01-01`, to: `${year}-12-31` })

/** The last year that the data has whole; of data without one the last year. */
export function lastYear(years: readonly Year[]): Period {
  const year = (years.findLast(({ isComplete }) => isComplete) ?? years.at(-1))?.year
  return year === undefined ? { from: '', to: '' } : yearPeriod(year)
}

/** The year that a period is, if it is one. */
export function yearOf({ from, to }: Period): number | undefined {
  const year = Number(from.slice(0, 4))
  return from === `${from.slice(0, 4)}-01-01` && to === `${from.slice(0, 4)}-12-31` ? year : undefined
}

/** Days as the API writes them are in the order of their text. */
export const isBackward = ({ from, to }: Period) => from !== '' && to !== '' && from > to

/** The month before that of an instant, in UTC as the book counts. */
export function lastMonth(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7)
}

export const isMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** A month in an address, yyyy-mm; '' for the usual one. */
export const month: Field<string> = {
  usual: '',
  read: (text) => (isMonth(text) ? text : undefined),
  write: (text) => text,
}
