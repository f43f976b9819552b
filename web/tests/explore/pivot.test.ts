import { describe, expect, it } from 'vitest'
import type { Column, Row } from '@/api/table'
import {
  buildPivot as lay,
  indexAnswers,
  keyOf,
  TOTAL,
  type Answers,
  type Pivot,
  type PivotOrder,
  type PivotQuestion,
} from '@/features/explore/pivot'

const buildPivot = (question: PivotQuestion, answers: Answers, order: PivotOrder, most?: number) =>
  lay(question, indexAnswers(question, answers), order, most)

const premium: Column = { name: 'written_premium', label: 'Written premium', kind: 'additive', unit: 'USD' }
const ratio: Column = { name: 'loss_ratio', label: 'Loss ratio', kind: 'ratio', unit: 'ratio' }
const answer = (...rows: Row[]) => ({ rows })
const figures = (written_premium: number | null, loss_ratio: number | null) => ({ written_premium, loss_ratio })

/** Ohio has no 2013; the subtotals are not what their parts add up to, as those of ratios and balances are not. */
const answers: Answers = [
  [answer(figures(60, 0.55)), answer({ year: 2012, ...figures(35, 0.6) }, { year: 2013, ...figures(30, 0.5) })],
  [
    answer({ state: 'KY', ...figures(20, 0.7) }, { state: 'OH', ...figures(40, null) }),
    answer(
      { state: 'KY', year: 2012, ...figures(5, 0.8) },
      { state: 'KY', year: 2013, ...figures(15, 0.65) },
      { state: 'OH', year: 2012, ...figures(40, null) },
    ),
  ],
]
const question = { rows: ['state'], columns: ['year'], figures: [premium, ratio] }
const natural: PivotOrder = { keys: [], at: [] }
const by = (name: string, isDescending: boolean, at: PivotOrder['at'] = []): PivotOrder => ({
  keys: [{ name, isDescending }],
  at,
})

const names = (pivot: Pivot) => pivot.rows.map(({ path }) => path.join(' '))
const values = (pivot: Pivot, row = 0) => pivot.columns.map((column) => pivot.value(pivot.rows[row] ?? TOTAL, column))

describe('the cross table', () => {
  it('lays out members and totals as the server answered them, without adding anything', () => {
    const pivot = buildPivot(question, answers, natural)
    expect(names(pivot)).toEqual(['KY', 'OH'])
    expect(values(pivot, 0)).toEqual([5, 0.8, 15, 0.65, 20, 0.7])
    expect(values(pivot, 9)).toEqual([35, 0.6, 30, 0.5, 60, 0.55])
  })

  it('tells a missing combination from one without a figure', () => {
    expect(values(buildPivot(question, answers, natural), 1)).toEqual([40, null, undefined, undefined, 40, null])
  })

  it('sorts rows by a figure, those without one last either way', () => {
    expect(names(buildPivot(question, answers, by('written_premium', true)))).toEqual(['OH', 'KY'])
    expect(names(buildPivot(question, answers, by('loss_ratio', false)))).toEqual(['KY', 'OH'])
    expect(names(buildPivot(question, answers, by('loss_ratio', true)))).toEqual(['KY', 'OH'])
  })

  it('sorts by the figures of one column, and by the total where there is no such column', () => {
    expect(names(buildPivot(question, answers, by('written_premium', true, ['2013'])))).toEqual(['KY', 'OH'])
    expect(names(buildPivot(question, answers, by('written_premium', true, ['1999'])))).toEqual(['OH', 'KY'])
  })

  it('turns names and columns round where their dimension is sorted by', () => {
    expect(names(buildPivot(question, answers, by('state', true)))).toEqual(['OH', 'KY'])
    const pivot = buildPivot(question, answers, by('year', true))
    expect(pivot.columns.map(({ path }) => path[0])).toEqual([2013, 2013, 2012, 2012, undefined, undefined])
  })

  it('knows the least and the largest figure of each column, totals too', () => {
    const pivot = buildPivot(question, answers, natural)
    expect(pivot.columns.map((column) => pivot.extent(column))).toEqual([
      [5, 40],
      [0.6, 0.8],
      [15, 30],
      [0.5, 0.65],
      [20, 60],
      [0.55, 0.7],
    ])
  })

  it('passes over an order by what is not there', () => {
    expect(names(buildPivot(question, answers, by('agency', true)))).toEqual(['KY', 'OH'])
  })

  it('shows a total alone where there are no rows, and figures alone where there are no columns', () => {
    const pivot = buildPivot({ ...question, rows: [], columns: [] }, [[answers[0]![0]!]], natural)
    expect(pivot.rows).toEqual([])
    expect(pivot.head).toEqual([])
    expect(values(pivot)).toEqual([60, 0.55])
  })

  it('cuts columns that are too many, keeps their total and says how many are hidden', () => {
    const pivot = buildPivot(question, answers, natural, 2)
    expect(pivot.columns.map(({ path }) => path[0])).toEqual([2012, 2012, undefined, undefined])
    expect(pivot.hiddenColumns).toBe(1)
  })
})

describe('groups', () => {
  const nested = { rows: ['state', 'line'], columns: [], figures: [premium] }
  const levels: Answers = [
    [answer({ written_premium: 100 })],
    [answer({ state: 'KY', written_premium: 30 }, { state: 'OH', written_premium: 70 })],
    [
      answer(
        { state: 'KY', line: 'CL', written_premium: 10 },
        { state: 'KY', line: 'PL', written_premium: 20 },
        { state: 'OH', line: 'CL', written_premium: 60 },
        { state: 'OH', line: 'PL', written_premium: 10 },
      ),
    ],
  ]

  it('stand above their members, each sorted within its own', () => {
    const pivot = buildPivot(nested, levels, by('written_premium', true))
    expect(names(pivot)).toEqual(['OH', 'OH CL', 'OH PL', 'KY', 'KY PL', 'KY CL'])
    expect(pivot.rows.map(({ isGroup }) => isGroup)).toEqual([true, false, false, true, false, false])
  })

  it('keep their own order where members are sorted by a figure', () => {
    const order: PivotOrder = {
      keys: [
        { name: 'state', isDescending: false },
        { name: 'written_premium', isDescending: true },
      ],
      at: [],
    }
    expect(names(buildPivot(nested, levels, order))).toEqual(['KY', 'KY PL', 'KY CL', 'OH', 'OH CL', 'OH PL'])
  })

  it('are left out where a condition hides all their members', () => {
    const hidden: Answers = [levels[0]!, levels[1]!, [answer({ state: 'OH', line: 'CL', written_premium: 60 })]]
    expect(names(buildPivot(nested, hidden, natural))).toEqual(['OH', 'OH CL'])
  })
})

describe('the head', () => {
  const columns = ['year', 'line']
  const levels: Answers = [
    [
      answer({ written_premium: 9 }),
      answer({ year: 2012, written_premium: 4 }, { year: 2013, written_premium: 5 }),
      answer(
        { year: 2012, line: 'CL', written_premium: 1 },
        { year: 2012, line: 'PL', written_premium: 3 },
        { year: 2013, line: 'CL', written_premium: 5 },
      ),
    ],
  ]
  const pivot = buildPivot({ rows: [], columns, figures: [premium, ratio] }, levels, natural)

  it('has a line for each dimension; the total of a group is its last column, that of all the last of all', () => {
    expect(pivot.columns.filter(({ figure }) => figure === premium).map(({ path }) => path)).toEqual([
      [2012, 'CL'],
      [2012, 'PL'],
      [2012],
      [2013, 'CL'],
      [2013],
      [],
    ])
    const line = (level: number) => pivot.head[level]!.map(({ member, isTotal, span, lines }) => [member, isTotal, span, lines])
    expect(line(0)).toEqual([
      [2012, false, 6, 1],
      [2013, false, 4, 1],
      [null, true, 2, 2],
    ])
    expect(line(1)).toEqual([
      ['CL', false, 2, 1],
      ['PL', false, 2, 1],
      [null, true, 2, 1],
      ['CL', false, 2, 1],
      [null, true, 2, 1],
    ])
  })
})

it('tells a missing member, an empty one and the total apart', () => {
  expect(new Set([keyOf([null]), keyOf(['']), keyOf([]), keyOf(['a', 'b']), keyOf(['ab'])]).size).toBe(5)
})
