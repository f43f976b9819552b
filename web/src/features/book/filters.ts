import { order, someOf, text, day, list, type Fields } from '@/urlState'
import type { Choice } from './useChoices'

/** What a list of the book is asked, as it stands in the address: the names are those of the API's parameters. */
export type ListState = {
  search: string
  sort: string
  asOf: string
  /** The first row in sight; '' for the top. */
  at: string
} & Record<string, string | readonly string[]>

export interface ListShape {
  statuses: readonly string[]
  /** The columns, in the order in which they are shown. */
  columns: readonly string[]
  /** Filters by some of several values. */
  choices: readonly Choice[]
  /** Filters by a first and a last day: the parameter without From and To, and the column. */
  days: readonly { name: string; column: string }[]
}

const words: Partial<Record<Choice, readonly string[]>> = { productLine: ['CL', 'PL'] }

export function listFields({ statuses, columns, choices, days }: ListShape): Fields<ListState> {
  const several = choices.map((name) => {
    const allowed = name === 'status' ? statuses : words[name]
    return [name, allowed ? someOf(allowed) : name === 'agency' ? numbers : list()]
  })
  const ranges = days.flatMap(({ name }) => [
    [`${name}From`, day()],
    [`${name}To`, day()],
  ])
  return {
    search: text(),
    sort: order([...columns, 'recorded']),
    asOf: day(),
    at: digits,
    ...Object.fromEntries([...several, ...ranges]),
  }
}

const digits = { ...text(), read: (value: string) => (/^\d{1,9}$/.test(value) ? value : undefined) }
const numbers = {
  ...list(),
  read: (value: string) =>
    list()
      .read(value)
      ?.filter((item) => /^\d{1,9}$/.test(item)),
}

/** The filters that are set, the search included: not the order, the day of the book, and the place. */
export function filtersOf(state: ListState): string[] {
  return Object.keys(state).filter((name) => !['sort', 'asOf', 'at'].includes(name) && state[name]!.length > 0)
}

/** The same without any filter. */
export function withoutFilters(state: ListState): Partial<ListState> {
  return Object.fromEntries(filtersOf(state).map((name) => [name, typeof state[name] === 'string' ? '' : []]))
}
