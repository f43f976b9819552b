import { describe, expect, it } from 'vitest'
import { changeOf, isLikeForLike, usualYear, type CoveredYear } from '@/features/overview/kpis'

const year = (year: number, firstMonth = 1, lastMonth = 12): CoveredYear => ({
  year,
  firstMonth,
  lastMonth,
  isComplete: firstMonth === 1 && lastMonth === 12,
})
const YEARS = [year(2005, 5), year(2006), year(2007), year(2014), year(2015, 1, 5)]

describe('the change of a key figure', () => {
  it('is a share of the prior value for amounts, and good where more is better', () => {
    const row = { written_premium: 110, written_premium_prior: 100, written_premium_change: 10 }
    expect(changeOf(row, 'written_premium', 'USD', true)).toEqual({ value: 0.1, direction: 'up', judgement: 'good' })
  })

  it('is a difference for ratios, and bad where less is better', () => {
    const row = { loss_ratio: 0.61, loss_ratio_prior: 0.6, loss_ratio_change: 0.01 }
    expect(changeOf(row, 'loss_ratio', 'ratio', false)).toEqual({ value: 0.01, direction: 'up', judgement: 'bad' })
    expect(changeOf({ ...row, loss_ratio_change: -0.01 }, 'loss_ratio', 'ratio', false)?.judgement).toBe('good')
  })

  it('is judged neither where neither is better, nor where nothing changed, nor against an incomplete year', () => {
    const row = { x: 1, x_prior: 2, x_change: -1 }
    expect(changeOf(row, 'x', 'USD', null)).toEqual({ value: -0.5, direction: 'down', judgement: undefined })
    expect(changeOf(row, 'x', 'USD', true, false)?.judgement).toBeUndefined()
    expect(changeOf({ ...row, x_change: 0 }, 'x', 'USD', true)).toEqual({ value: 0, direction: 'level', judgement: undefined })
    expect(changeOf({ ...row, x_change: 0.0004 }, 'x', 'ratio', true)?.direction).toBe('level')
  })

  it('is not said without a prior value, nor as a share of nothing', () => {
    expect(changeOf(undefined, 'x', 'USD', true)).toBeUndefined()
    expect(changeOf({ x: 1, x_prior: null, x_change: null }, 'x', 'USD', true)).toBeUndefined()
    expect(changeOf({ x: 1, x_prior: 0, x_change: 1 }, 'x', 'USD', true)).toBeUndefined()
    expect(changeOf({ x: 1, x_prior: -5, x_change: 6 }, 'x', 'USD', true)).toBeUndefined()
  })
})

describe('the year that is shown first', () => {
  it('is the latest complete one', () => {
    expect(usualYear(YEARS)).toBe('2014')
  })

  it('is the latest, if none is complete, and none without data', () => {
    expect(usualYear([year(2015, 1, 5)])).toBe('2015')
    expect(usualYear([])).toBe('')
  })
})

describe('a comparison', () => {
  it('is like for like unless the prior year lacks months of the year', () => {
    expect(isLikeForLike([2007], YEARS)).toBe(true)
    expect(isLikeForLike([2015], YEARS)).toBe(true)
    expect(isLikeForLike([2006], YEARS)).toBe(false)
    expect(isLikeForLike([2006, 2007], YEARS)).toBe(false)
    expect(isLikeForLike([2005], YEARS)).toBe(true)
  })
})
