import { describe, expect, it } from 'vitest'
import { isBackward, isMonth, lastMonth, lastYear, yearOf, yearPeriod } from '@/features/reports/periods'

describe('the period of a report', () => {
  it('is by default the last year that the data has whole', () => {
    const years = [
      { year: 2013, isComplete: true },
      { year: 2014, isComplete: true },
      { year: 2015, isComplete: false },
    ]
    expect(lastYear(years)).toEqual({ from: '2014-01-01', to: '2014-12-31' })
  })

  it('is the last year of data without a whole one, and open without data', () => {
    expect(lastYear([{ year: 2015, isComplete: false }])).toEqual({ from: '2015-01-01', to: '2015-12-31' })
    expect(lastYear([])).toEqual({ from: '', to: '' })
  })

  it('is a year only from its first to its last day', () => {
    expect(yearOf(yearPeriod(2014))).toBe(2014)
    expect(yearOf({ from: '2014-01-01', to: '2015-12-31' })).toBeUndefined()
    expect(yearOf({ from: '2014-01-02', to: '2014-12-31' })).toBeUndefined()
    expect(yearOf({ from: '', to: '' })).toBeUndefined()
  })

  it('is backward where it begins after its end', () => {
    expect(isBackward({ from: '2014-03-01', to: '2014-02-28' })).toBe(true)
    expect(isBackward({ from: '2014-03-01', to: '2014-03-01' })).toBe(false)
    expect(isBackward({ from: '2014-03-01', to: '' })).toBe(false)
  })
})

describe('the month of a bordereau', () => {
  it('is by default the one before this, in UTC', () => {
    expect(lastMonth(new Date('2026-01-01T00:00:00Z'))).toBe('2025-12')
    expect(lastMonth(new Date('2026-03-31T23:59:59Z'))).toBe('2026-02')
  })

  it('is written yyyy-mm', () => {
    expect(isMonth('2024-03')).toBe(true)
    for (const text of ['2024-13', '2024-00', '2024-3', '2024-03-01', '']) expect(isMonth(text)).toBe(false)
  })
})
