import { describe, expect, it } from 'vitest'
import {
  FILTER_FIELDS,
  NO_FILTERS,
  filteredBy,
  filterParams,
  toggled,
  withToggled,
  yearsOf,
  yearText,
  type Filters,
} from '@/filters'
import { readState, writeState } from '@/urlState'

const read = (query: Record<string, string>) => readState<Filters>(FILTER_FIELDS, query)

describe('years', () => {
  it('are read from ranges and single years, once each and in order', () => {
    expect(yearsOf('2012,2007..2009,2008')).toEqual([2007, 2008, 2009, 2012])
  })

  it('are written as the shortest text', () => {
    expect(yearText([2009, 2007, 2008, 2012])).toBe('2007..2009,2012')
    expect(yearText([])).toBe('')
  })

  it('pass over what is no year', () => {
    expect(yearsOf('abc,2014..,..2008,2012..2010,20145,2013')).toEqual([2013])
    expect(read({ year: 'DROP TABLE' }).year).toBe('')
    expect(read({ year: '1000..1901,3000' }).year).toBe('1900..1901')
  })
})

describe('filters', () => {
  it('are read from an address as far as it makes sense', () => {
    const filters = read({ year: '2008..2010', state: 'OH,PA,OH', agency: '3,abc,19,-1,none', product: 'ANNIV   12', other: 'x' })
    expect(filters).toEqual({
      ...NO_FILTERS,
      year: '2008..2010',
      state: ['OH', 'PA'],
      agency: ['3', '19', 'none'],
      product: ['ANNIV   12'],
    })
  })

  it('pass over what is excluded, which the pages do not offer', () => {
    expect(read({ state: '!OH,PA', agency: '!3' })).toEqual({ ...NO_FILTERS, state: ['PA'] })
  })

  it('are written under the names of the API, what is not filtered left out', () => {
    expect(writeState(FILTER_FIELDS, { ...NO_FILTERS, year: '2014', state: ['OH', 'PA'] }, { by: 'year', vendor: 'A' })).toEqual({
      by: 'year',
      year: '2014',
      state: 'OH,PA',
    })
  })

  it('become parameters, without those of the dimension that a chart shows', () => {
    const filters = { ...NO_FILTERS, year: '2014', state: ['OH'], product_line: ['CL'] }
    expect(filterParams(filters)).toEqual({ year: '2014', state: ['OH'], product_line: ['CL'] })
    expect(filterParams(filters, 'state', 'year')).toEqual({ product_line: ['CL'] })
    expect(filteredBy(filters)).toEqual(['year', 'product_line', 'state'])
  })
})

describe('choosing a member', () => {
  it('chooses it alone, and a second time nothing', () => {
    expect(toggled([], 'OH')).toEqual(['OH'])
    expect(toggled(['OH'], 'PA')).toEqual(['PA'])
    expect(toggled(['OH'], 'OH')).toEqual([])
    expect(toggled(['OH', 'PA'], 'OH')).toEqual(['OH'])
  })

  it('adds it to the others or takes it from them, if asked to', () => {
    expect(toggled(['OH'], 'PA', true)).toEqual(['OH', 'PA'])
    expect(toggled(['OH', 'PA'], 'OH', true)).toEqual(['PA'])
  })

  it('works on years as on members', () => {
    expect(withToggled({ ...NO_FILTERS, year: '2008..2009' }, 'year', '2010', true)).toEqual({ year: '2008..2010' })
    expect(withToggled({ ...NO_FILTERS, year: '2014' }, 'year', '2014')).toEqual({ year: '' })
    expect(withToggled(NO_FILTERS, 'state', 'OH')).toEqual({ state: ['OH'] })
  })
})
