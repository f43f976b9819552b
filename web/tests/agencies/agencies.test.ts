import { describe, expect, it } from 'vitest'
import { findAgencies, numbersThatBegin, sortAgencies } from '@/features/agencies/agencyList'
import { byLine, changeOf, keyFigures, modulesOf, yearTold, type AgencyCard } from '@/features/agencies/card'

const rows = [
  { agency: 5, agency_size: '1M to 5M' },
  { agency: 51, agency_size: 'under 100k' },
  { agency: 15, agency_size: '100k to 500k' },
]

describe('the list of agencies', () => {
  it('finds those whose number begins as typed', () => {
    expect(findAgencies(rows, ' 5').map((row) => row['agency'])).toEqual([5, 51])
    expect(findAgencies(rows, '')).toBe(rows)
    expect(findAgencies(rows, '<b>')).toEqual([])
  })

  it('says the same to the API', () => {
    expect(numbersThatBegin('1234567')).toBe('1234567,12345670..12345679,123456700..123456799')
    expect(numbersThatBegin('')).toBeUndefined()
    expect(numbersThatBegin('0')).toBeUndefined()
  })

  it('sorts sizes from small to large', () => {
    const sizes = ['under 100k', '100k to 500k', '1M to 5M']
    expect(sortAgencies(rows, 'agency_size', sizes).map((row) => row['agency'])).toEqual([51, 15, 5])
    expect(sortAgencies(rows, '-agency_size', sizes)[0]).toBe(rows[0])
    expect(sortAgencies(rows, '-agency', sizes).map((row) => row['agency'])).toEqual([51, 15, 5])
  })
})

const column = (name: string, unit: string) => ({ name, label: name, kind: 'additive', unit })
const covered = [
  { year: 2012, firstMonth: 1, lastMonth: 12, isComplete: true },
  { year: 2013, firstMonth: 1, lastMonth: 12, isComplete: true },
  { year: 2014, firstMonth: 1, lastMonth: 12, isComplete: true },
  { year: 2015, firstMonth: 1, lastMonth: 5, isComplete: false },
]
const cardOf = (...years: { year: number; written_premium: number; loss_ratio: number }[]) =>
  ({
    comparedIn: 2014,
    years: { columns: [column('written_premium', 'USD'), column('loss_ratio', 'ratio')], rows: years, rowCount: 3, notices: [] },
  }) as unknown as AgencyCard

describe('the card of an agency', () => {
  const card = cardOf(
    { year: 2013, written_premium: 200, loss_ratio: 0.5 },
    { year: 2014, written_premium: 250, loss_ratio: 0.6 },
    { year: 2015, written_premium: 90, loss_ratio: 0.9 },
  )

  it('tells of the year in which agencies are compared, or of its last complete one', () => {
    expect(yearTold(card, covered)).toBe(2014)
    expect(yearTold(cardOf({ year: 2012, written_premium: 1, loss_ratio: 0 }), covered)).toBe(2012)
    expect(yearTold(cardOf({ year: 2015, written_premium: 1, loss_ratio: 0 }), covered)).toBeNull()
  })

  it('says how figures changed and whether that is good', () => {
    const [premium, lossRatio] = keyFigures(card, 2014, covered)
    expect(premium).toMatchObject({ value: 250, change: { kind: 'percent', value: 0.25, isGood: true } })
    expect(lossRatio!.change).toMatchObject({ kind: 'points', isGood: false })
    expect(lossRatio!.change!.value).toBeCloseTo(0.1)
  })

  it('compares with no incomplete or missing year, and gives no percentage of nothing', () => {
    expect(keyFigures(card, 2013, covered)[0]!.change).toBeNull()
    expect(keyFigures(card, 2014, covered.slice(2))[0]!.change).toBeNull()
    const premium = { name: 'written_premium', unit: 'USD' }
    expect(changeOf(premium, 50, -10, true)).toEqual({ kind: 'amount', value: 60, isGood: true })
    expect(changeOf(premium, null, 10, true)).toBeNull()
    expect(changeOf(premium, 10, 10, true)).toEqual({ kind: 'percent', value: 0, isGood: null })
  })

  it('lists the vendor modules in use, the first first', () => {
    expect(modulesOf({ pl_start_year: 2008, pl_end_year: 2012, cl_start_year: 2006, cl_end_year: null })).toEqual([
      { module: 'cl', from: 2006, to: null },
      { module: 'pl', from: 2008, to: 2012 },
    ])
  })

  it('puts products under their line, the largest first', () => {
    const products = [
      { product_line: 'CL', product: 'BOP', written_premium: 1 },
      { product_line: 'CL', product: 'CRIME', written_premium: 3 },
      { product_line: 'PL', product: 'YACHT', written_premium: 2 },
    ]
    const groups = byLine(products, [{ product_line: 'CL', written_premium: 4 }])
    expect(
      groups.map((group) => [group.line, group.sums?.['written_premium'], group.products.map((row) => row['product'])]),
    ).toEqual([
      ['CL', 4, ['CRIME', 'BOP']],
      ['PL', undefined, ['YACHT']],
    ])
  })
})
