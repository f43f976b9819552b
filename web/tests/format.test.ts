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
    expect(us.change('ratio', -0.0123)).toBe('\u22121.2 pp')
    expect(us.change('USD', 1_200_000)).toBe('+$1.2M')
    expect(us.change('USD', 0)).toBe('$0')
  })
})
