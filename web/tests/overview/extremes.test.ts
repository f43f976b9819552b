import { describe, expect, it } from 'vitest'
import { extremes, floorOf } from '@/features/overview/extremes'
import { noticesOf } from '@/features/overview/useOverview'

describe('the least premium of the agencies that are compared', () => {
  it('lies below the larger half of the agencies', () => {
    const earned = [900_000, 800_000, 700_000, 600_000, 512_345, 501_000, 400_000, 300_000, 200_000, 100_000, 50_000, 20_000]
    // The 6th of 12 earned 501,000, which is rounded up.
    expect(floorOf(earned, 12)).toBe(510_000)
  })

  it('lies below no more than the 200 largest', () => {
    const earned = Array.from({ length: 200 }, (_, index) => 2_000_000 - index * 1_000)
    // The 200th earned 1,801,000.
    expect(floorOf(earned, 1616)).toBe(1_900_000)
  })

  it('is exact where rounding would leave nobody, and 0 where agencies are few', () => {
    expect(floorOf(Array(12).fill(451_000), 12)).toBe(451_000)
    expect(floorOf([100, 50], 2)).toBe(0)
    expect(floorOf([], 0)).toBe(0)
    expect(floorOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 11)).toBe(0)
  })
})

describe('the best and the worst', () => {
  const rows = [0.5, 0.9, null, 0.1, 0.7].map((loss_ratio, agency) => ({ agency, loss_ratio }))

  it('are the least and the largest where less is better, no row in both', () => {
    const { best, worst } = extremes(rows, 'loss_ratio', false)
    expect(best.map((row) => row['loss_ratio'])).toEqual([0.1, 0.5])
    expect(worst.map((row) => row['loss_ratio'])).toEqual([0.9, 0.7])
  })

  it('are turned round where more is better', () => {
    const { best, worst } = extremes(rows, 'loss_ratio', true, 1)
    expect(best.map((row) => row['loss_ratio'])).toEqual([0.9])
    expect(worst.map((row) => row['loss_ratio'])).toEqual([0.1])
  })

  it('are one and none of a single row', () => {
    const { best, worst } = extremes([rows[0]!], 'loss_ratio', false)
    expect([best.length, worst.length]).toEqual([1, 0])
  })
})

describe('notices', () => {
  it('are told once each, without those about totals that are not shown', () => {
    const of = (...notices: string[]) => ({ notices })
    expect(noticesOf([of('a', 'b'), undefined, of('b', 'The total is of 2015, the latest year of the selection: x.')])).toEqual([
      'a',
      'b',
    ])
  })
})
