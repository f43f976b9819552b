import { describe, expect, it } from 'vitest'
import { filtersOf, listFields, withoutFilters } from '@/features/book/filters'
import { POLICY_LIST } from '@/features/policies/policyList'
import { readState, writeState } from '@/urlState'

const fields = listFields(POLICY_LIST)

describe('what a list is asked', () => {
  it('stands in the address by the names of the API', () => {
    const state = readState(fields, {
      status: 'bound,quoted',
      agency: '3,16',
      inceptionFrom: '2024-01-01',
      sort: '-premium',
      at: '200',
    })
    expect(state).toMatchObject({
      status: ['quoted', 'bound'],
      agency: ['3', '16'],
      inceptionFrom: '2024-01-01',
      inceptionTo: '',
      sort: '-premium',
      at: '200',
      search: '',
    })
    expect(writeState(fields, state, {})).toEqual({
      status: 'quoted,bound',
      agency: '3,16',
      inceptionFrom: '2024-01-01',
      sort: '-premium',
      at: '200',
    })
  })

  it('is read as far as it makes sense', () => {
    const state = readState(fields, {
      status: 'foo,quoted',
      sort: '-nonsense',
      agency: 'abc,3',
      asOf: '2024-13-45',
      productLine: 'XX',
      at: '-1',
    })
    expect(state).toMatchObject({ status: ['quoted'], sort: '', agency: ['3'], asOf: '', productLine: [], at: '' })
  })

  it('has filters, which can be cleared at once', () => {
    const state = readState(fields, { search: 'ada', status: 'quoted', sort: 'holder', asOf: '2024-01-01', at: '9' })
    expect(filtersOf(state)).toEqual(['search', 'status'])
    expect(withoutFilters(state)).toEqual({ search: '', status: [] })
  })
})
