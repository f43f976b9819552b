import { describe, expect, it } from 'vitest'
import type { Column, Row } from '@/api/table'
import type { Colors } from '@/components/charts/useColors'
import { chartOf, fittingChart, whyNot, type Shape } from '@/features/explore/chartChoice'
import { chartData } from '@/features/explore/chartData'
import { barChart, heatMap, lineChart, middle, scatterChart } from '@/features/explore/charts'
import { indexAnswers } from '@/features/explore/pivot'
import { Formats } from '@/format'

const premium: Column = { name: 'premium', label: 'Premium', kind: 'additive', unit: 'USD' }
const ratio: Column = { name: 'ratio', label: 'Ratio', kind: 'ratio', unit: 'ratio' }
const colors = { low: '#fff', high: '#000', quiet: '#888', surface: '#fff' } as Colors
const drawing = { formats: new Formats('en-US'), colors, others: 'Others', across: premium }
const names = { dimension: (name: string) => name, member: (_: string, member: unknown) => String(member) }

const table = (...rows: Row[]) => ({ columns: [], rows, rowCount: rows.length, notices: [] })
const states = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
/** Of state number n, 1 to 7, the premium is n in 2012 and 10n in 2013; the ratio is n/10 in both. */
const crossed = states.flatMap((state, index): Row[] => [
  { state, year: 2012, premium: index + 1, ratio: (index + 1) / 10 },
  { state, year: 2013, premium: 10 * (index + 1), ratio: (index + 1) / 10 },
])
const answers = [
  [table({ premium: 308, ratio: 0.4 }), table({ year: 2012, premium: 28, ratio: 0.4 }, { year: 2013, premium: 280, ratio: 0.4 })],
  [table(...states.map((state, index) => ({ state, premium: 11 * (index + 1), ratio: (index + 1) / 10 }))), table(...crossed)],
]
const question = { rows: ['state'], columns: ['year'] }
const data = (figure: Column, members = states) =>
  chartData(question, indexAnswers({ ...question, figures: [premium, ratio] }, answers), figure, members, names)!
const seriesOf = ({ option }: { option: object }) =>
  (option as { series: { name: string; data: unknown[] }[] }).series.map(({ name, data: values }) => [name, values])

describe('a chart of years', () => {
  it('has a line for each member, up to six', () => {
    expect(seriesOf(lineChart(data(premium, ['A', 'B']), drawing))).toEqual([
      ['A', [1, 10]],
      ['B', [2, 20]],
    ])
  })

  it('draws of more than six sums the five largest and the rest as one', () => {
    const plot = lineChart(data(premium), drawing)
    expect(seriesOf(plot).map(([name]) => name)).toEqual(['C', 'D', 'E', 'F', 'G', 'Others'])
    expect(seriesOf(plot).at(-1)).toEqual(['Others', [3, 30]])
    expect(plot.part).toBeUndefined()
  })

  it('never adds ratios up: of more than six it shows six and says so', () => {
    const plot = lineChart(data(ratio), drawing)
    expect(seriesOf(plot)).toHaveLength(6)
    expect(plot.part).toEqual({ shown: 6, all: 7 })
  })

  it('has its numbers beside it', () => {
    const { table: numbers } = lineChart(data(premium, ['A']), drawing)
    expect(numbers.columns.map(({ label }) => label)).toEqual(['year', 'A'])
    expect(numbers.rows).toEqual([
      { member: '2012', series0: 1 },
      { member: '2013', series0: 10 },
    ])
  })
})

describe('other charts', () => {
  it('bars stand in the order of the table', () => {
    expect(seriesOf(barChart({ ...data(premium, ['C', 'A']), second: undefined }, drawing))).toEqual([['Premium', [33, 11]]])
  })

  it('bars of many are the largest, unless the table has ranked them', () => {
    const many = Array.from({ length: 30 }, (_, index) => `s${index}`)
    const index = indexAnswers({ rows: ['state'], columns: [], figures: [premium] }, [
      [table({ premium: 435 })],
      [table(...many.map((state, at) => ({ state, premium: at })))],
    ])
    const drawn = (isRanked: boolean) =>
      barChart(chartData({ rows: ['state'], columns: [] }, index, premium, many, names, isRanked)!, drawing)
    expect((seriesOf(drawn(false))[0]![1] as number[]).slice(0, 3)).toEqual([29, 28, 27])
    expect(drawn(false).part).toEqual({ shown: 20, all: 30, areLargest: true })
    expect((seriesOf(drawn(true))[0]![1] as number[]).slice(0, 3)).toEqual([0, 1, 2])
  })

  it('a scatter chart has one measure against the other', () => {
    const [series] = seriesOf(scatterChart(data(ratio, ['A', 'B']), drawing))
    expect(series![1]).toEqual([
      { name: 'A', value: [11, 0.1] },
      { name: 'B', value: [22, 0.2] },
    ])
  })

  it('a heat map has a cell for each combination', () => {
    const [series] = seriesOf(heatMap(data(premium, ['A', 'B']), drawing))
    expect(series![1]).toEqual([
      [0, 0, 1, 1],
      [1, 0, 10, 10],
      [0, 1, 2, 2],
      [1, 1, 20, 20],
    ])
  })

  it('a scale passes over the most extreme hundredth of many', () => {
    expect(middle([3, 1, 2])).toEqual({ min: 1, max: 3 })
    expect(middle(Array.from({ length: 100 }, (_, index) => (index === 99 ? 9999 : index)))).toEqual({ min: 1, max: 98 })
  })
})

describe('the choice of a chart', () => {
  const shape = (changes: Partial<Shape>): Shape => ({
    first: 'state',
    second: 'year',
    firstCount: 6,
    secondCount: 11,
    measure: { kind: 'additive' },
    measures: 1,
    ...changes,
  })

  it('follows what is shown', () => {
    expect(fittingChart(shape({}))).toBe('line')
    expect(fittingChart(shape({ first: 'product', firstCount: 28, measure: { kind: 'ratio' } }))).toBe('heat')
    expect(fittingChart(shape({ second: undefined }))).toBe('map')
    expect(fittingChart(shape({ first: 'year', second: undefined }))).toBe('line')
    expect(fittingChart(shape({ first: 'agency', firstCount: 1616, second: undefined, measures: 2 }))).toBe('scatter')
    expect(fittingChart(shape({ first: 'product', second: 'product_line', secondCount: 2 }))).toBe('stacked')
    expect(fittingChart(shape({ first: undefined }))).toBeUndefined()
  })

  it('is the reader’s where that can be drawn', () => {
    expect(chartOf('heat', shape({}))).toBe('heat')
    expect(chartOf('scatter', shape({}))).toBe('line')
    expect(whyNot('stacked', shape({ measure: { kind: 'ratio' } }))).toBe('needsSum')
    expect(whyNot('map', shape({ first: 'product' }))).toBe('needsState')
  })
})
