import { describe, expect, it } from 'vitest'
import { drillTo } from '@/features/explore/drill'
import { monthDays, yearBefore } from '@/features/explore/period'
import type { Path } from '@/features/explore/pivot'
import { readQuestion, type Given } from '@/features/explore/question'
import { catalog, given } from './fixtures'

function drill(changes: Partial<Given>, row: Path, column: Path, figure = 'written_premium') {
  const { question } = readQuestion(given(changes), catalog)
  return drillTo(question, row, { path: column, figure: { name: figure, label: '', kind: 'additive', unit: 'USD' } })
}

describe('from a figure to the rows behind it', () => {
  it('takes the members of row and column and the filters of the page', () => {
    expect(drill({ filters: { product: ['HOMEOWNERS'], state: ['OH', 'PA'] } }, ['OH'], [2012])).toEqual({
      name: 'details',
      query: { product: 'HOMEOWNERS', state: 'OH', year: '2012' },
    })
  })

  it('takes the filters alone from the total', () => {
    expect(drill({ filters: { year: ['2008..2012'] } }, [], [])).toEqual({ name: 'details', query: { year: '2008..2012' } })
  })

  it('asks for rows without a member by the word none', () => {
    expect(drill({ rows: ['agency'] }, [null], [])).toEqual({ name: 'details', query: { agency: 'none' } })
  })

  it('takes of a year the days that count', () => {
    expect(drill({ from: '2010-06-01', to: '2012-03-31' }, ['OH'], [2010])).toEqual({
      name: 'details',
      query: { state: 'OH', from: '2010-06-01', to: '2010-12-31' },
    })
  })

  it('leads from a prior figure to the year before', () => {
    expect(drill({ compare: 'prior_year' }, ['OH'], [2012], 'written_premium_prior')).toEqual({
      name: 'details',
      query: { state: 'OH', year: '2011' },
    })
  })

  it('leaves the platform out: rows of the files have all platforms', () => {
    const place = drill(
      { dataset: 'quotes', rows: ['platform'], columns: ['product_line'], measures: ['quotes'] },
      ['eQT'],
      ['PL'],
      'quotes',
    )
    expect(place).toEqual({ name: 'details', query: { product_line: 'PL' } })
  })

  it('refuses names that a filter cannot say', () => {
    expect(drill({}, ['a,b'], [2012])).toBe('name')
    expect(drill({}, ['!a'], [2012])).toBe('name')
  })
})

describe('from a figure of the book', () => {
  const claims: Partial<Given> = { dataset: 'claims', rows: ['cause'], columns: ['year'], measures: ['claims_reported'] }

  it('leads to the claims whose loss was in the period', () => {
    expect(
      drill({ ...claims, asOf: '2026-01-31', filters: { product_line: ['PL'] } }, ['Hail'], [2024], 'claims_reported'),
    ).toEqual({
      name: 'claims',
      query: { cause: 'Hail', productLine: 'PL', asOf: '2026-01-31', lossFrom: '2024-01-01', lossTo: '2024-12-31' },
    })
  })

  it('finds the month of a year, and refuses one of no year', () => {
    expect(drill({ ...claims, columns: ['year', 'month'] }, ['Hail'], [2024, 2], 'claims_reported')).toMatchObject({
      query: { lossFrom: '2024-02-01', lossTo: '2024-02-29' },
    })
    expect(drill({ ...claims, columns: ['month'] }, ['Hail'], [2], 'claims_reported')).toBe('months')
    expect(drill({ ...claims, rows: ['agency'] }, [null], [2024], 'claims_reported')).toBe('noAgency')
  })

  it('leads from policies to those that cover a day of the period, of a balance its last', () => {
    const policies: Partial<Given> = { dataset: 'policies', rows: ['state'], measures: ['in_force_policies', 'policy_days'] }
    expect(drill(policies, ['OH'], [2024], 'policy_days')).toEqual({
      name: 'policies',
      query: { state: 'OH', status: '!quoted', inceptionTo: '2024-12-31', expiryFrom: '2024-01-02' },
    })
    expect(drill(policies, ['OH'], [2024], 'in_force_policies')).toMatchObject({ query: { expiryFrom: '2025-01-01' } })
    expect(drill(policies, ['OH'], [], 'in_force_policies')).toEqual({
      name: 'policies',
      query: { state: 'OH', status: 'in_force' },
    })
  })

  it('leads from what relates claims and policies to the claims', () => {
    expect(drill({ ...claims, rows: ['state'], measures: ['frequency'] }, ['OH'], [2024], 'frequency')).toMatchObject({
      name: 'claims',
    })
  })
})

describe('days', () => {
  it('know leap years', () => {
    expect(monthDays(2023, 2)).toEqual({ from: '2023-02-01', to: '2023-02-28' })
    expect(yearBefore('2024-02-29')).toBe('2023-02-28')
    expect(yearBefore('2024-03-01')).toBe('2023-03-01')
  })
})
