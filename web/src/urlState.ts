/**
 * The state of a page as it stands in its address. A link shows a colleague the same, so nothing that changes what is shown is kept elsewhere.
 * Whatever was edited by hand into an address is read as far as it makes sense; the rest is the field's usual value.
 */
export interface Field<T> {
  readonly usual: T
  read(text: string): T | undefined
  write(value: T): string
}

export type Fields<T> = { readonly [K in keyof T]: Field<T[K]> }

/** Any text; none by default. */
export const text = (usual = ''): Field<string> => ({ usual, read: (value) => value, write: (value) => value })

/** Texts, separated by commas. */
export const list = (usual: readonly string[] = []): Field<readonly string[]> => ({
  usual,
  read: (value) => [...new Set(value.split(',').filter((item) => item !== ''))],
  write: (value) => value.join(','),
})

/** Some of some words, separated by commas. */
export const someOf = (words: readonly string[]): Field<readonly string[]> => ({
  ...list(),
  read: (value) => words.filter((word) => value.split(',').includes(word)),
})

/** An order by some of the columns, as the API writes it: -premium,state. */
export const order = (columns: readonly string[], usual = ''): Field<string> => ({
  usual,
  read: (value) => (value.split(',').every((part) => columns.includes(part.replace(/^-/, ''))) ? value : undefined),
  write: (value) => value,
})

/** One of some words. */
export const oneOf = <T extends string>(words: readonly T[], usual: T): Field<T> => ({
  usual,
  read: (value) => words.find((word) => word === value),
  write: (value) => value,
})

/** Yes or no. */
export const flag = (usual = false): Field<boolean> => ({
  usual,
  read: (value) => (value === '1' ? true : value === '0' ? false : undefined),
  write: (value) => (value ? '1' : '0'),
})

/** A whole number of at least `least`. */
export const count = (usual: number, least = 0): Field<number> => ({
  usual,
  read: (value) => (/^\d{1,9}$/.test(value) && Number(value) >= least ? Number(value) : undefined),
  write: String,
})

/** A day, yyyy-mm-dd; '' for none. */
export const day = (usual = ''): Field<string> => ({
  usual,
  read: (value) => (isDay(value) ? value : undefined),
  write: (value) => value,
})

export function isDay(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

export type Query = Record<string, string | null | (string | null)[] | undefined>

/** Reads a page's state from an address. */
export function readState<T extends object>(fields: Fields<T>, query: Query): T {
  const state = {} as T
  for (const name of Object.keys(fields) as (keyof T & string)[]) {
    const given = query[name]
    const single = Array.isArray(given) ? given[0] : given
    state[name] = (single === null || single === undefined ? undefined : fields[name].read(single)) ?? fields[name].usual
  }
  return state
}

/** Writes a page's state into an address, on top of what else stands there; what is as usual is left out. */
export function writeState<T extends object>(fields: Fields<T>, state: T, query: Query): Query {
  const written: Query = { ...query }
  for (const name of Object.keys(fields) as (keyof T & string)[]) {
    const value = fields[name].write(state[name])
    if (value === fields[name].write(fields[name].usual)) delete written[name]
    else written[name] = value
  }
  return written
}
