import { describe, expect, it } from 'vitest'
import { count, day, flag, list, oneOf, readState, text, writeState, type Fields } from '@/urlState'

interface State {
  search: string
  state: readonly string[]
  chart: 'line' | 'bar'
  compare: boolean
  page: number
  from: string
}
const fields: Fields<State> = {
  search: text(),
  state: list(),
  chart: oneOf(['line', 'bar'], 'line'),
  compare: flag(),
  page: count(1, 1),
  from: day(),
}

describe('the state in an address', () => {
  it('is as usual where nothing stands', () => {
    expect(readState(fields, {})).toEqual({ search: '', state: [], chart: 'line', compare: false, page: 1, from: '' })
  })

  it('comes back as it was written', () => {
    const state: State = { search: 'a&b=c, "d"', state: ['OH', 'PA'], chart: 'bar', compare: true, page: 7, from: '2012-02-29' }
    expect(readState(fields, writeState(fields, state, {}))).toEqual(state)
  })

  it('is left out where it is as usual, and leaves the rest of the address alone', () => {
    const state = readState(fields, { chart: 'bar' })
    expect(writeState(fields, { ...state, chart: 'line' }, { chart: 'bar', row: '5' })).toEqual({ row: '5' })
  })

  it.each([
    [{ chart: 'pie' }, 'chart', 'line'],
    [{ page: '-1' }, 'page', 1],
    [{ page: '1e9' }, 'page', 1],
    [{ page: '0' }, 'page', 1],
    [{ compare: 'yes' }, 'compare', false],
    [{ from: '2011-02-29' }, 'from', ''],
    [{ from: '2011-2-1' }, 'from', ''],
    [{ state: ',OH,,OH' }, 'state', ['OH']],
    [{ state: ['OH', 'PA'] }, 'state', ['OH']],
    [{ search: null }, 'search', ''],
  ])('reads what was edited by hand as far as it makes sense: %o', (query, name, expected) => {
    expect(readState(fields, query)[name as keyof State]).toEqual(expected)
  })
})
