import { describe, expect, it } from 'vitest'
import type { Column } from '@/api/table'
import { chosenColumns, grouped, knownSort, USUAL_COLUMNS, withColumn } from '@/features/details/columns'

const known: Column[] = [
  'agency',
  'vendor',
  'product',
  'year',
  'written_premium',
  'policies_in_force',
  'retention_ratio',
  'loss_ratio_3yr',
  'pl_start_year',
  'appointment_year',
  'cl_mds_quoted',
  'sourceLine',
  'new_column',
].map((name) => ({ name, label: name, kind: 'attribute', unit: null }))

describe('the columns of the rows', () => {
  it('stand in groups', () => {
    expect(grouped(known).map((group) => [group.name, group.columns.map((column) => column.name)])).toEqual([
      ['key', ['agency', 'product', 'year']],
      ['premium', ['written_premium']],
      ['losses', ['loss_ratio_3yr']],
      ['policies', ['policies_in_force', 'retention_ratio']],
      ['agency', ['vendor', 'appointment_year']],
      ['modules', ['pl_start_year']],
      ['quotes', ['cl_mds_quoted']],
      ['source', ['sourceLine']],
      ['other', ['new_column']],
    ])
  })

  it('of an address are those that there are, else the usual ones', () => {
    expect(chosenColumns(['year', 'nonsense', 'agency'], known)).toEqual(['year', 'agency'])
    expect(chosenColumns(['nonsense'], known)).toBe(USUAL_COLUMNS)
  })

  it('come where they belong and go', () => {
    expect(withColumn(['agency', 'written_premium'], 'year', true, known)).toEqual(['agency', 'year', 'written_premium'])
    expect(withColumn(['written_premium'], 'agency', true, known)).toEqual(['agency', 'written_premium'])
    expect(withColumn(['agency', 'year'], 'agency', false, known)).toEqual(['year'])
  })

  it('that there are not order nothing', () => {
    expect(knownSort('-written_premium,nonsense,-,year', known)).toBe('-written_premium,year')
  })
})
