import { describe, expect, it } from 'vitest'
import { Formats } from '@/format'

const us = new Formats('en-US')

describe('formats', () => {
  it('writes money to the cent and ratios as percentages', () => {
    expect(us.money(1234.5)).toBe('$1,234.50')
    expect(us.ratio(0.6123)).toBe('61.2%')
  })

  it('writes a missing value as a dash, not as zero', () => {
    expect(us.money(null)).toBe('–')
    expect(us.cell({ kind: 'ratio', unit: 'ratio' }, null)).toBe('–')
  })

  it('leaves numbers that name something alone', () => {
    expect(us.cell({ kind: 'dimension', unit: null }, 2014)).toBe('2014')
  })

  it('never shifts a day by the time zone', () => {
    expect(us.date('2014-01-01')).toBe('Jan 1, 2014')
    expect(us.date('2014-12-31')).toBe('Dec 31, 2014')
  })

  it('signs a change and gives that of a ratio in percentage points', () => {
    expect(us.change('ratio', -0.0123)).toBe('-1.2 pp')
    expect(us.change('USD', 1_200_000)).toBe('+$1.2M')
    expect(us.change('USD', 0)).toBe('$0')
  })
})

describe('sizes and times', () => {
  it('writes the size of a file in units of 1000', () => {
    expect(us.bytes(0)).toBe('0 bytes')
    expect(us.bytes(999)).toBe('999 bytes')
    expect(us.bytes(1000)).toBe('1 kB')
    expect(us.bytes(48_433_335)).toBe('48.4 MB')
    expect(us.bytes(2_147_483_648)).toBe('2.1 GB')
    expect(us.bytes(null)).toBe('–')
  })

  it('writes roughly how long something takes', () => {
    expect(us.duration(1.53)).toBe('1.5 sec')
    expect(us.duration(89)).toBe('89 sec')
    expect(us.duration(90)).toBe('2 min')
    expect(us.duration(5400)).toBe('1.5 hr')
  })
})
