import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FILE_COLUMNS } from '@/features/data/fileColumns'
import { shareOf, wasKnown } from '@/features/data/loads'
import { readShare, uploadUrl } from '@/features/data/options'

describe('the largest share of rejected lines', () => {
  it('is read as people write percentages', () => {
    expect(readShare('10')).toBe(0.1)
    expect(readShare('2,5 %')).toBe(0.025)
    expect(readShare('0')).toBe(0)
    expect(readShare('100%')).toBe(1)
  })

  it('is left to the server where nothing was typed', () => {
    expect(readShare('  ')).toBeNull()
  })

  it('is nothing else', () => {
    for (const typed of ['101', '-1', 'ten', '1e1', '1.2.3']) expect(readShare(typed)).toBeUndefined()
  })
})

describe('the address of an upload', () => {
  it('has only what differs from the usual', () => {
    expect(uploadUrl({ replace: false, force: false, maxRejectRate: null })).toBe('/api/v1/loads')
    expect(uploadUrl({ replace: true, force: true, maxRejectRate: 0.025 })).toBe(
      '/api/v1/loads?replace=true&force=true&maxRejectRate=0.025',
    )
    expect(uploadUrl({ replace: false, force: false, maxRejectRate: 0 })).toBe('/api/v1/loads?maxRejectRate=0')
  })
})

describe('a load', () => {
  it('was known before if it is done without having read a row', () => {
    expect(wasKnown({ status: 'done', rowsRead: 0 })).toBe(true)
    expect(wasKnown({ status: 'done', rowsRead: 3 })).toBe(false)
    expect(wasKnown({ status: 'failed', rowsRead: null })).toBe(false)
    // Counts are not told to those who see only some agencies.
    expect(wasKnown({ status: 'done', rowsRead: null })).toBe(false)
  })

  it('is as far as its bytes', () => {
    const progress = { bytes: 25, totalBytes: 100, rows: 1, rejected: 0, megabytesPerSecond: 1, secondsLeft: 1 }
    expect(shareOf(progress)).toBe(0.25)
    expect(shareOf({ ...progress, bytes: 101 })).toBe(1)
    expect(shareOf(null)).toBeUndefined()
  })
})

describe('the columns of a performance file', () => {
  it('are those of the reference', () => {
    const reference = readFileSync('../docs/reference/performance-file.md', 'utf8')
    expect(FILE_COLUMNS).toEqual([...reference.matchAll(/^\|\s*\d+ \| (\w+) \|/gm)].map((match) => match[1]))
    expect(FILE_COLUMNS).toHaveLength(49)
  })
})
