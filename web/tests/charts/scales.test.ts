import { describe, expect, it } from 'vitest'
import { colorDomain, roundUp, scaleOf, shareOf } from '@/components/charts/scales'
import { overlaps, SHAPES, sightOf } from '@/components/charts/states'

describe('scales', () => {
  it('have round steps', () => {
    expect(roundUp(121)).toBe(200)
    expect(roundUp(0.21)).toBe(0.25)
    expect(roundUp(5)).toBe(5)
    expect(roundUp(70)).toBe(100)
  })

  it('cover zero and every value with as many steps as asked for', () => {
    expect(scaleOf([380, 485]).ticks).toEqual([0, 200, 400, 600, 800])
    expect(scaleOf([3, null, 8]).ticks).toEqual([0, 2, 4, 6, 8])
    // From -10 to 70 with steps of 20 ends at 60, which is too low.
    expect(scaleOf([-10, 70]).ticks).toEqual([-25, 0, 25, 50, 75])
    expect(scaleOf([-40, -5]).ticks).toEqual([-40, -30, -20, -10, 0])
  })

  it('stay a scale without values', () => {
    expect(scaleOf([])).toEqual({ low: 0, high: 1, ticks: [0, 1] })
    expect(scaleOf([0, null])).toEqual({ low: 0, high: 1, ticks: [0, 1] })
  })

  it('say where a value stands, within their ends', () => {
    expect(shareOf({ low: 0, high: 200 }, 50)).toBe(0.25)
    expect(shareOf({ low: 0, high: 200 }, 300)).toBe(1)
    expect(shareOf({ low: 3, high: 3 }, 3)).toBe(0.5)
  })

  it('of colours begin at zero for amounts and at the least for ratios', () => {
    expect(colorDomain([5, 9], 'USD')).toEqual({ low: 0, high: 9 })
    expect(colorDomain([0.4, 0.9], 'ratio')).toEqual({ low: 0.4, high: 0.9 })
    expect(colorDomain([], 'ratio')).toEqual({ low: 0, high: 0 })
  })
})

describe('the map', () => {
  const of = (code: string) => SHAPES.find((shape) => shape.code === code)!

  it('has the states and the District of Columbia', () => {
    expect(SHAPES.length).toBe(51)
    expect(new Set(SHAPES.map(({ code }) => code)).size).toBe(51)
  })

  it('has them where they are', () => {
    // Ohio borders Pennsylvania to its east and Indiana to its west; Kentucky lies south.
    expect(of('OH').center[0]).toBeLessThan(of('PA').center[0])
    expect(of('OH').center[0]).toBeGreaterThan(of('IN').center[0])
    expect(of('OH').center[1]).toBeLessThan(of('KY').center[1])
    expect(overlaps(of('OH').box, of('CA').box)).toBe(false)
  })

  it('shows a frame that holds the states, in the proportions of the frame', () => {
    const sight = sightOf([of('OH'), of('PA')], 400, 200)
    expect((sight.x1 - sight.x0) / (sight.y1 - sight.y0)).toBeCloseTo(2)
    expect(sight.x0).toBeLessThan(of('OH').box.x0)
    expect(sight.x1).toBeGreaterThan(of('PA').box.x1)
  })
})
