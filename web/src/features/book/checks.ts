import { readMoney } from '@/money'
import { isDay } from '@/urlState'

/** What is wrong with a field: the key of the text that says it. */
export interface Problem {
  key: string
  values?: Record<string, string>
}

/** What is wrong, by field. */
export type Problems = Record<string, Problem>

type Check = Problem | undefined

/** Collects what is wrong; fields without a problem are left out. */
export function problemsOf(checks: Record<string, Check>): Problems {
  return Object.fromEntries(Object.entries(checks).filter((entry): entry is [string, Problem] => entry[1] !== undefined))
}

export const needed = (value: string): Check => (value.trim() === '' ? { key: 'required' } : undefined)

export const dayNeeded = (value: string): Check => (isDay(value) ? undefined : { key: 'notADay' })

export const wholeNumber = (value: string): Check =>
  needed(value) ?? (/^\d{1,9}$/.test(value.trim()) ? undefined : { key: 'notANumber' })

export function money(value: string, locale: string, { optional = false, mayBeNegative = false } = {}): Check {
  const amount = readMoney(value, locale)
  if (typeof amount === 'number') return amount < 0 && !mayBeNegative ? { key: 'moneyNegative' } : undefined
  if (amount === 'empty') return optional ? undefined : { key: 'required' }
  if (amount === 'decimals') return { key: 'moneyDecimals' }
  return { key: 'moneyUnclear', values: { example: new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(1234.5) } }
}

/** The amount of a field that was checked; null where nothing is typed. */
export function amountOf(value: string, locale: string): number | null {
  const amount = readMoney(value, locale)
  return typeof amount === 'number' ? amount : null
}
