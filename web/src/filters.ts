import type { Params } from '@/api/table'
import { list, type Field, type Fields } from '@/urlState'

/** The dimensions of whole numbers; the others are of texts. */
const NUMBERS = ['agency', 'primary_agency', 'appointment_decade'] as const
const TEXTS = ['product_line', 'product', 'state', 'vendor', 'agency_size'] as const

/** A dimension that figures are filtered by, the year apart. */
export type FilterName = (typeof NUMBERS)[number] | (typeof TEXTS)[number]

/** What figures are filtered by: of each dimension any of some members, and years as the API writes them: 2008..2012 or 2007,2009; '' for all. */
export type Filters = { year: string } & Record<FilterName, readonly string[]>

/** The dimensions in the order in which they are offered. */
export const FILTER_NAMES: readonly FilterName[] = [
  'product_line',
  'product',
  'state',
  'agency',
  'vendor',
  'agency_size',
  'primary_agency',
  'appointment_decade',
]

const YEAR = /^(\d{4})(?:\.\.(\d{4}))?$/
const FIRST_YEAR = 1900
const LAST_YEAR = 2100
const NUMBER = /^(?:none|\d{1,9}(?:\.\.\d{1,9})?)$/
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** The years that a text names, in order; what names no year is left out. */
export function yearsOf(text: string): number[] {
  const years = new Set<number>()
  for (const part of text.split(',')) {
    const [, first, last = first] = YEAR.exec(part.trim()) ?? []
    for (let year = Math.max(FIRST_YEAR, Number(first)); year <= Math.min(LAST_YEAR, Number(last)); year++) years.add(year)
  }
  return [...years].sort((left, right) => left - right)
}

/** The shortest text that names these years. */
export function yearText(years: readonly number[]): string {
  const runs: [first: number, last: number][] = []
  for (const year of [...new Set(years)].sort((left, right) => left - right)) {
    const run = runs.at(-1)
    if (run && run[1] === year - 1) run[1] = year
    else runs.push([year, year])
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}..${last}`)).join(',')
}

/** Years for people: 2008–2012. */
export const readableYears = (text: string) => text.replaceAll('..', '–').replaceAll(',', ', ')

const years: Field<string> = { usual: '', read: (value) => yearText(yearsOf(value)), write: (value) => value }

const members = (isMember: (value: string) => boolean): Field<readonly string[]> => ({
  ...list(),
  read: (value) => list().read(value)!.filter(isMember),
})

/**
 * Filters as fields of a page's address, named as the API's parameters. What no dimension can have is passed over, and so is `!OH`, none of: the pages choose what counts, never what does not.
 */
export const FILTER_FIELDS: Fields<Filters> = {
  year: years,
  ...(Object.fromEntries([
    ...NUMBERS.map((name) => [name, members((value) => NUMBER.test(value))]),
    ...TEXTS.map((name) => [name, members((value) => !CONTROL.test(value) && !value.startsWith('!'))]),
  ]) as Record<FilterName, Field<readonly string[]>>),
}

export const NO_FILTERS: Filters = {
  year: '',
  ...(Object.fromEntries(FILTER_NAMES.map((name) => [name, []])) as unknown as Record<FilterName, readonly string[]>),
}

/**
 * The API's parameters.
 * @param except Dimensions whose filter does not count: a chart that is clicked to filter shows its own dimension whole.
 */
export function filterParams(filters: Filters, ...except: (keyof Filters)[]): Params {
  const params: Record<string, string | readonly string[]> = {}
  for (const name of ['year', ...FILTER_NAMES] as const)
    if (filters[name].length && !except.includes(name)) params[name] = filters[name]
  return params
}

/** The dimensions that are filtered by. */
export function filteredBy(filters: Filters): (keyof Filters)[] {
  return (['year', ...FILTER_NAMES] as const).filter((name) => filters[name].length > 0)
}

/**
 * The members after one was chosen: it alone, or none if it was alone already. With `adds` it comes to the others, or goes from them.
 */
export function toggled(chosen: readonly string[], member: string, adds = false): string[] {
  const isChosen = chosen.includes(member)
  if (adds) return isChosen ? chosen.filter((other) => other !== member) : [...chosen, member]
  return isChosen && chosen.length === 1 ? [] : [member]
}

/** The filters after a member of a dimension was chosen in a chart or table, as `toggled` says. */
export function withToggled(filters: Filters, name: keyof Filters, member: string, adds = false): Partial<Filters> {
  return name === 'year'
    ? { year: yearText(toggled(yearsOf(filters.year).map(String), member, adds).map(Number)) }
    : { [name]: toggled(filters[name], member, adds) }
}
