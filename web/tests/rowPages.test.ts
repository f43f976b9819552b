import { describe, expect, it } from 'vitest'
import { pagesAround } from '@/rowPages'

describe('the pages around the rows in sight', () => {
  it('are those that hold them, with half a page of margin', () => {
    expect(pagesAround(0, 30, 200, 5000)).toEqual([0])
    expect(pagesAround(0, 120, 200, 5000)).toEqual([0, 1])
    expect(pagesAround(250, 290, 200, 5000)).toEqual([0, 1])
    expect(pagesAround(300, 330, 200, 5000)).toEqual([1, 2])
  })

  it('end with the table', () => {
    expect(pagesAround(4980, 4999, 200, 5000)).toEqual([24])
    expect(pagesAround(390, 450, 200, 400)).toEqual([1])
  })

  it('are the first one while the table is empty, and the last one for rows beyond its end', () => {
    expect(pagesAround(0, -1, 200, 0)).toEqual([0])
    expect(pagesAround(900, 930, 200, 250)).toEqual([0, 1])
  })
})
