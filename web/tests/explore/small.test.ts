import { describe, expect, it } from 'vitest'
import { tableUrl } from '@/api/table'
import { parseCondition, readNumber } from '@/features/explore/conditions'
import { figureText, toneOf } from '@/features/explore/figures'
import { fittingDepth, rowLimit } from '@/features/explore/levels'
import { FIELDS, readPath, writePath } from '@/features/explore/state'
import { between, offsetsOf } from '@/features/explore/useColumnWindow'
import { step } from '@/features/explore/useGrid'
import { Formats } from '@/format'
import { readState, writeState } from '@/urlState'

describe('conditions', () => {
  it('read the API’s words and nothing else', () => {
    expect(parseCondition('loss_ratio>=0.6')).toEqual({ figure: 'loss_ratio', operator: '>=', value: 0.6 })
    expect(parseCondition('loss_ratio~0.6')).toBeUndefined()
    expect(parseCondition('loss_ratio>')).toBeUndefined()
  })

  it.each([
    ['1,000,000', false, 1000000],
    ['1 000,5', false, 1000.5],
    ['$2500', false, 2500],
    ['65 %', true, 0.65],
    ['0.65', true, 0.65],
    ['-12', false, -12],
    ['many', false, undefined],
    ['', false, undefined],
  ])('read %s as a person types it', (typed, isShare, expected) => {
    expect(readNumber(typed, isShare)).toBe(expected)
  })

  it('are sent one by one', () => {
    expect(tableUrl('performance/summary', { having: ['a>1', 'b<2'], by: ['state', 'year'] })).toBe(
      '/api/v1/performance/summary?having=a%3E1&having=b%3C2&by=state%2Cyear',
    )
  })
})

describe('the address', () => {
  it('keeps the members of a column, whatever is in their names', () => {
    expect(readPath(writePath(['a/b', null, 2014]))).toEqual(['a/b', null, '2014'])
    expect(readPath('%E0%A4%A')).toEqual([])
  })

  it('survives being edited by hand', () => {
    const state = readState(FIELDS, {
      dataset: 'nonsense',
      having: 'x,loss_ratio>1',
      from: '2014-02-30',
      month: '13,2',
      chart: 'pie',
    })
    expect(state).toMatchObject({ dataset: 'performance', having: ['loss_ratio>1'], from: '', month: ['2'], chart: 'auto' })
    expect(writeState(FIELDS, { ...state, rows: [] }, {})).toMatchObject({ rows: '' })
  })
})

describe('figures', () => {
  const us = new Formats('en-US')
  const change = { name: 'loss_ratio_change', kind: 'ratio', unit: 'ratio' }
  it('have a sign where they are a change', () => {
    expect(figureText(us, { name: 'premium_change', kind: 'additive', unit: 'USD' }, 12.5)).toBe('+$12.50')
    expect(figureText(us, change, -0.086)).toBe('-8.6 pp')
    expect(figureText(us, { name: 'premium', kind: 'additive', unit: 'USD' }, undefined)).toBe('–')
  })

  it('are good or bad by what is better', () => {
    expect(toneOf(change, -0.1, false)).toBe('good')
    expect(toneOf(change, 0.1, false)).toBe('bad')
    expect(toneOf(change, 0.1, null)).toBeUndefined()
    expect(toneOf({ name: 'loss_ratio' }, 0.1, false)).toBeUndefined()
  })
})

describe('too many rows', () => {
  const whole = { rows: [{}], rowCount: 1 }
  const cut = { rows: [{}], rowCount: 2 }
  it('leave the last dimension of the rows out, then those of the columns', () => {
    expect(
      fittingDepth([
        [whole, whole],
        [whole, whole],
      ]),
    ).toEqual([1, 1])
    expect(
      fittingDepth([
        [whole, whole],
        [whole, whole],
        [whole, cut],
      ]),
    ).toEqual([1, 1])
    expect(
      fittingDepth([
        [whole, whole],
        [whole, cut],
      ]),
    ).toEqual([1, 0])
  })

  it('are fewer, the more figures each has', () => {
    expect([rowLimit(1), rowLimit(16)]).toEqual([50_000, 25_000])
  })
})

describe('the keys of the grid', () => {
  it('move through cells, head, names and total, and stop at the edges', () => {
    expect(step('ArrowDown', { row: 0, column: 2 }, 10, 5)).toEqual({ row: 1, column: 2 })
    expect(step('ArrowUp', { row: 0, column: 2 }, 10, 5)).toEqual({ row: -1, column: 2 })
    expect(step('ArrowLeft', { row: 3, column: -1 }, 10, 5)).toEqual({ row: 3, column: -1 })
    expect(step('End', { row: 3, column: 0 }, 10, 5)).toEqual({ row: 3, column: 4 })
    expect(step('End', { row: 3, column: 0 }, 10, 5, true)).toEqual({ row: 9, column: 4 })
    expect(step('PageDown', { row: 3, column: 0 }, 10, 5)).toEqual({ row: 9, column: 0 })
    expect(step('a', { row: 3, column: 0 }, 10, 5)).toBeUndefined()
  })
})

describe('the columns in sight', () => {
  const offsets = offsetsOf([100, 100, 50, 100])
  it('are those between two places and one more on either side', () => {
    expect(offsets).toEqual([0, 100, 200, 250, 350])
    expect(between(offsets, 0, 90)).toEqual({ first: 0, last: 1 })
    expect(between(offsets, 210, 240)).toEqual({ first: 1, last: 3 })
    expect(between(offsets, 9999, 10999)).toEqual({ first: 3, last: 3 })
  })
})
