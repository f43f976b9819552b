import { yearsOf, yearText } from '@/filters'

/** Days from one to another, both included; '' where it is open. */
export interface Days {
  from: string
  to: string
}

const pad = (number: number) => String(number).padStart(2, '0')

export const yearDays = (year: number): Days => ({ from: `${year}-01-01`, to: `${year}-12-31` })

export function monthDays(year: number, month: number): Days {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { from: `${year}-${pad(month)}-01`, to: `${year}-${pad(month)}-${pad(last)}` }
}

/** The days that are in both. */
export function both(left: Days, right: Days): Days {
  const from = left.from > right.from ? left.from : right.from
  const to = !left.to || (right.to && right.to < left.to) ? right.to : left.to
  return { from, to }
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** The same day a year before; of 29 February the 28th. */
export function yearBefore(day: string): string {
  if (!day) return ''
  const year = Number(day.slice(0, 4)) - 1
  return `${String(year).padStart(4, '0')}${day.endsWith('-02-29') ? '-02-28' : day.slice(4)}`
}

/** The years before those of a text: of 2008..2012 the years 2007..2011. */
export const yearsBefore = (years: string) => yearText(yearsOf(years).map((year) => year - 1))
