import { describe, expect, it } from 'vitest'
import { filesOf, refusalOf } from '@/components/files'

const accept = ['.csv', '.csv.gz', '.zip']

describe('a chosen file', () => {
  it('is taken by its ending, whatever its case', () => {
    expect(refusalOf({ name: 'agencies.csv', size: 1 }, accept)).toBeNull()
    expect(refusalOf({ name: 'AGENCIES.CSV.GZ', size: 1 }, accept)).toBeNull()
  })

  it('is refused where it is of another kind, also one that shares the last part of its ending', () => {
    expect(refusalOf({ name: 'agencies.xlsx', size: 1 }, accept)).toBe('kind')
    expect(refusalOf({ name: 'backup.tar.gz', size: 1 }, accept)).toBe('kind')
    expect(refusalOf({ name: 'csv', size: 1 }, accept)).toBe('kind')
  })

  it('is refused where there is nothing in it', () => {
    expect(refusalOf({ name: 'agencies.csv', size: 0 }, accept)).toBe('empty')
  })
})

describe('a drop', () => {
  const item = (kind: string, isDirectory: boolean, file: File | null) =>
    ({ kind, webkitGetAsEntry: () => ({ isDirectory }), getAsFile: () => file }) as unknown as DataTransferItem

  it('gives its files, without folders and texts', () => {
    const file = new File(['a'], 'a.csv')
    const items = [item('file', false, file), item('file', true, new File([], 'folder')), item('string', false, null)]
    const transfer = { items, files: [] } as unknown as DataTransfer
    expect(filesOf(transfer)).toEqual([file])
  })
})
