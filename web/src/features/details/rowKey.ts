import type { Params, Row } from '@/api/table'

/** A row's key as it stands in an address: agency.product.state.year. A product's code may hold dots. */
export function writeKey(row: Row): string {
  return [row['agency'], row['product'], row['state'], row['year']].join('.')
}

/** The filters that leave this row alone; undefined if the text is no key. */
export function readKey(key: string): Params | undefined {
  const [, agency, product, state, year] = /^(\d{1,9})\.(.+)\.([^.,]+)\.(\d{4})$/.exec(key) ?? []
  return agency ? { agency, product, state, year } : undefined
}
