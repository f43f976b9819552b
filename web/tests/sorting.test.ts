import { describe, expect, it } from 'vitest'
import { nextSort, parseSort, sortRows } from '@/sorting'

const rows = [
  { agency: 5, vendor: 'B', ratio: 0.4 },
  { agency: 14, vendor: 'A', ratio: null },
  { agency: 3, vendor: 'A', ratio: -0.2 },
]
const agencies = (sort: string) => sortRows(rows, sort).map((row) => row['agency'])

describe('sorting', () => {
  it('reads what the API writes', () => {
    expect(parseSort('-written_premium,state')).toEqual([
      { name: 'written_premium', isDescending: true },
      { name: 'state', isDescending: false },
    ])
    expect(parseSort(',-,')).toEqual([])
  })

  it('puts missing values last both ways', () => {
    expect(agencies('ratio')).toEqual([3, 5, 14])
    expect(agencies('-ratio')).toEqual([5, 3, 14])
  })

  it('breaks ties by the next key and compares numbers as numbers', () => {
    expect(agencies('vendor,-agency')).toEqual([14, 3, 5])
    expect(agencies('agency')).toEqual([3, 5, 14])
  })

  it('begins figures with the largest and names with the first, and turns round at the second click', () => {
    expect(nextSort('', { name: 'written_premium', kind: 'additive' })).toBe('-written_premium')
    expect(nextSort('-written_premium', { name: 'written_premium', kind: 'additive' })).toBe('written_premium')
    expect(nextSort('-written_premium', { name: 'state', kind: 'dimension' })).toBe('state')
  })
})

describe('sorting by more than one column', () => {
  const state = { name: 'state', kind: 'dimension' }

  it('adds a column behind those before, or turns it round where it stands', () => {
    expect(nextSort('-written_premium', state, true)).toBe('-written_premium,state')
    expect(nextSort('-written_premium,state', state, true)).toBe('-written_premium,-state')
    expect(nextSort('-written_premium,state', { name: 'written_premium', kind: 'additive' }, true)).toBe('written_premium,state')
  })
})
