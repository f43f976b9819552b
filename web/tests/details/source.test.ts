import { describe, expect, it } from 'vitest'
import { namedFields, fieldsOf } from '@/features/details/csvLine'
import { readKey, writeKey } from '@/features/details/rowKey'

describe('the key of a row in an address', () => {
  it('leads back to the row', () => {
    expect(writeKey({ agency: 5, product: 'ANNIV   12', state: 'OH', year: 2012 })).toBe('5.ANNIV   12.OH.2012')
    expect(readKey('5.ANNIV   12.OH.2012')).toEqual({ agency: '5', product: 'ANNIV   12', state: 'OH', year: '2012' })
    expect(readKey('5.A.B.OH.2012')).toEqual({ agency: '5', product: 'A.B', state: 'OH', year: '2012' })
  })

  it('is none if it was mistyped', () => {
    for (const key of ['', '5', '5.BOP.OH', 'x.BOP.OH.2012', '5.BOP.OH.12']) expect(readKey(key)).toBeUndefined()
  })
})

describe('a line of a file', () => {
  it('falls into its fields', () => {
    expect(fieldsOf('3,"a, ""b""",,x')).toEqual(['3', 'a, "b"', '', 'x'])
    expect(fieldsOf('')).toEqual([''])
  })

  it('has a value under each name, also where it is cut off or too long', () => {
    expect(namedFields('A,B', '1')).toEqual([{ name: 'A', value: '1' }])
    expect(namedFields('A', '1,<b>')).toEqual([
      { name: 'A', value: '1' },
      { name: '', value: '<b>' },
    ])
  })
})
