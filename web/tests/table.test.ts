import { describe, expect, it } from 'vitest'
import { fileName, tableUrl } from '@/api/table'

describe('the address of a table', () => {
  it('leaves out what is empty, joins lists, and encodes what people type', () => {
    expect(
      tableUrl('claims', { search: 'a&b', status: ['open', 'reported'], agency: [], cause: '', asOf: undefined, limit: 0 }),
    ).toBe('/api/v1/claims?search=a%26b&status=open%2Creported&limit=0')
    expect(tableUrl('agencies')).toBe('/api/v1/agencies')
  })
})

describe('the name of a download', () => {
  it.each([
    ['attachment; filename=claims.csv', 'claims.csv'],
    ['attachment; filename="loss run.xlsx"', 'loss run.xlsx'],
    ["attachment; filename=skador.csv; filename*=UTF-8''sk%C3%A5dor%202024.csv", 'skådor 2024.csv'],
    [null, undefined],
    ['attachment', undefined],
  ])('%s', (header, expected) => {
    expect(fileName(header)).toBe(expected)
  })
})
