import { describe, expect, it } from 'vitest'
import { exportParams, levelParams, readQuestion, whyNotDimension, whyNotMeasure } from '@/features/explore/question'
import { catalog, given } from './fixtures'

const measure = (name: string) => catalog.measures.find((each) => each.name === name)!
const read = (changes: Parameters<typeof given>[0]) => readQuestion(given(changes), catalog)
const names = (changes: Parameters<typeof given>[0]) => read(changes).question.measures.map(({ name }) => name)

describe('a question as it is given', () => {
  it('stays as it is where all of it goes together', () => {
    const { question, remarks } = read({ filters: { state: ['OH', 'PA'], year: ['2008..2012'] } })
    expect(remarks).toEqual([])
    expect([question.rows, question.columns]).toEqual([['state'], ['year']])
    expect(levelParams(question, 1, 1)).toMatchObject({
      by: ['state', 'year'],
      measures: ['written_premium'],
      state: ['OH', 'PA'],
      year: ['2008..2012'],
    })
  })

  it('loses unknown dimensions, repeated ones and those beyond three and two', () => {
    const { question, remarks } = read({
      rows: ['state', 'nonsense', 'product', 'vendor', 'agency'],
      columns: ['product', 'year'],
    })
    expect([question.rows, question.columns]).toEqual([['state', 'product', 'vendor'], ['year']])
    expect(remarks).toEqual([{ kind: 'dimension', names: ['nonsense', 'agency'] }])
  })

  it('loses measures that cannot be shown by its dimensions or filters, and says by which', () => {
    const { question, remarks } = read({
      rows: ['agency'],
      columns: [],
      measures: ['written_premium', 'hit_ratio'],
      filters: { state: ['OH'] },
    })
    expect(question.measures.map(({ name }) => name)).toEqual(['written_premium'])
    expect(remarks).toEqual([{ kind: 'measure', names: ['hit_ratio'], because: ['state'] }])
  })

  it('may show quotes beside premium where agencies relate them', () => {
    expect(names({ rows: ['agency'], columns: [], measures: ['written_premium', 'hit_ratio'] })).toEqual([
      'written_premium',
      'hit_ratio',
    ])
  })

  it('counts dates and the comparison as of the year', () => {
    const by = { rows: ['agency'], columns: [], measures: ['written_premium', 'hit_ratio'] }
    expect(names({ ...by, from: '2010-01-01' })).toEqual(['written_premium'])
    expect(names({ ...by, compare: 'prior_year' })).toEqual(['written_premium'])
  })

  it('falls back to the usual question of its data set where nothing given is of it', () => {
    const { question } = read({ dataset: 'quotes' })
    expect([question.rows, question.columns, question.measures.map(({ name }) => name)]).toEqual([
      ['platform'],
      [],
      ['quotes', 'hit_ratio'],
    ])
  })

  it('may have no rows and no columns: then there is the total', () => {
    expect(read({ rows: [], columns: [] }).question).toMatchObject({ rows: [], columns: [] })
  })

  it('has dates or years, not both', () => {
    const { question, remarks } = read({ from: '2010-06-01', filters: { year: ['2010'] } })
    expect(question.params).toMatchObject({ from: '2010-06-01' })
    expect(question.params).not.toHaveProperty('year')
    expect(remarks).toEqual([{ kind: 'years', names: ['year'] }])
  })

  it('passes filters over that its figures do not have, and says so', () => {
    const { question, remarks } = read({
      dataset: 'quotes',
      rows: ['platform'],
      columns: [],
      measures: ['quotes'],
      filters: { state: ['OH'] },
    })
    expect(question.params).not.toHaveProperty('state')
    expect(remarks).toEqual([{ kind: 'filter', names: ['state'] }])
  })

  it('never mixes the statuses of claims and of policies', () => {
    expect(names({ dataset: 'claims', rows: ['status'], columns: [], measures: ['incurred', 'in_force_policies'] })).toEqual([
      'incurred',
    ])
    expect(names({ dataset: 'claims', rows: ['state'], columns: [], measures: ['incurred', 'in_force_policies'] })).toEqual([
      'incurred',
      'in_force_policies',
    ])
  })

  it('has conditions on figures that are shown only', () => {
    const { question, remarks } = read({ having: ['written_premium>100', 'loss_ratio<0.5'] })
    expect(question.having).toEqual(['written_premium>100'])
    expect(remarks).toEqual([{ kind: 'condition', names: ['loss_ratio<0.5'] }])
  })
})

describe('what cannot be chosen', () => {
  const { question } = read({ rows: ['state'], measures: ['written_premium'] })
  it('says why', () => {
    expect(whyNotMeasure(measure('hit_ratio'), question)).toEqual(['state', 'year'])
    expect(whyNotMeasure(measure('loss_ratio'), question)).toEqual([])
    expect(whyNotDimension('platform', question)).toEqual(['written_premium'])
    expect(whyNotDimension('vendor', question)).toEqual([])
  })
})

describe('the parameters of a request', () => {
  const { question } = read({ rows: ['state', 'product'], having: ['written_premium>100'] })
  it('group by the first dimensions of rows and columns, with conditions where rows are asked whole', () => {
    expect(levelParams(question, 1, 1, 10)).toMatchObject({ by: ['state', 'year'], having: [], limit: 10 })
    expect(levelParams(question, 2, 0)).toMatchObject({ by: ['state', 'product'], having: ['written_premium>100'] })
    expect(levelParams(question, 0, 0)).toMatchObject({ by: [] })
  })
})

describe('an export', () => {
  it('has all combinations in the order of the table, as far as the server can sort them', () => {
    const { question } = read({})
    const { params, isWhole } = exportParams(question, '-written_premium,nonsense', [])
    expect(params).toMatchObject({ by: ['state', 'year'], sort: ['-written_premium'] })
    expect(isWhole).toBe(false)
  })

  it('names the rows that conditions leave, where they also have columns', () => {
    const { question } = read({ having: ['written_premium>100'] })
    expect(exportParams(question, '', ['OH', 'PA'])).toMatchObject({
      params: { state: ['OH', 'PA'], having: [] },
      isWhole: false,
    })
  })

  it('says where it cannot', () => {
    const { question } = read({ rows: ['state', 'product'], having: ['written_premium>100'] })
    expect(exportParams(question, '', ['OH', 'OH']).isWhole).toBe(true)
  })
})
