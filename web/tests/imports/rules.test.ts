import { describe, expect, it } from 'vitest'
import { importUrl, noOptions, withColumn } from '@/features/imports/options'
import { reasonsOf } from '@/features/imports/reasons'
import { questionsOf } from '@/features/imports/questions'

describe('what the server asks about a file', () => {
  it('is the order of dates and the sign of decimals, each with its reasons', () => {
    const asked = questionsOf([
      {
        parameter: 'dates',
        message:
          "column B, 'Date': 3/2/2024 may have its month or its day first, and so may all others; say which, as dates=dmy, mdy or ymd",
      },
      {
        parameter: 'decimal',
        message:
          "column C, 'Claim Cost': 1,234 may be 1234 or 1.234, and no other value says which; say which, as decimal=point or comma",
      },
    ])
    expect(asked).toMatchObject({
      dates: ["column B, 'Date': 3/2/2024 may have its month or its day first, and so may all others"],
      decimal: ["column C, 'Claim Cost': 1,234 may be 1234 or 1.234, and no other value says which"],
      sheet: null,
      columns: [],
    })
  })

  it('is what a column is, and which of two it is', () => {
    const asked = questionsOf([
      {
        parameter: 'columns',
        message:
          "'Date' (column B) may be lossDate or reportedDate; say which, as columns=B:lossDate, or columns=B:- to ignore it",
      },
      {
        parameter: 'columns',
        message: "'Claim No' (column A) and column AB are both reference; say which is, as columns=A:reference",
      },
    ])
    expect(asked?.columns).toEqual([
      {
        about: "'Date' (column B)",
        kind: 'which-field',
        choices: [
          { column: 'B', field: 'lossDate', name: 'lossDate' },
          { column: 'B', field: 'reportedDate', name: 'reportedDate' },
        ],
      },
      {
        about: "'Claim No' (column A) and column AB",
        kind: 'which-column',
        choices: [
          { column: 'A', field: 'reference', name: "'Claim No' (A)" },
          { column: 'AB', field: 'reference', name: 'AB' },
        ],
      },
    ])
  })

  it('is the sheet', () => {
    expect(
      questionsOf([{ parameter: 'sheet', message: '2 sheets have these columns; say which, as sheet=NAME: Claims, Old claims' }])
        ?.sheet,
    ).toEqual({ why: '2 sheets have these columns', names: ['Claims', 'Old claims'] })
  })

  it('is which headers are which fields where no header was found', () => {
    const asked = questionsOf([
      {
        parameter: 'file',
        message:
          "has no row among its first 20 that names the columns of claims: reference, cost or paid or outstanding. The nearest row has 'Our Id', 'Cost', but not reference. Other names of columns can be given, as columns=HEADER:FIELD.",
      },
    ])
    expect(asked).toMatchObject({ isHeaderMissing: true, headers: ['Our Id', 'Cost'] })
  })

  it('is nothing where the file cannot be read at all', () => {
    expect(
      questionsOf([{ parameter: 'file', message: 'is a PDF. Import the workbook or the CSV that it was made from.' }]),
    ).toBeNull()
  })
})

describe('the reasons of a rejected row', () => {
  it('are one for each field', () => {
    expect(
      reasonsOf("paid: 'abc' is no amount; or so; lossDate: is outside the cover of policy A-1, 2019-01-17 to 2020-01-17"),
    ).toEqual([
      { field: 'paid', text: "'abc' is no amount; or so" },
      { field: 'lossDate', text: 'is outside the cover of policy A-1, 2019-01-17 to 2020-01-17' },
    ])
  })

  it('may be of no field', () => {
    expect(reasonsOf('The book says something else: 12.50')).toEqual([
      { field: null, text: 'The book says something else: 12.50' },
    ])
    expect(reasonsOf('')).toEqual([])
  })
})

describe('what is said of a file', () => {
  it('goes to the server with it', () => {
    expect(importUrl('claims', noOptions())).toBe('/api/v1/claims/import')
    const options = { sheet: 'Claims & co', dates: 'dmy', decimal: '', columns: { A: 'reference', F: '-' } }
    expect(importUrl('policies', options, { preview: 'true' })).toBe(
      '/api/v1/policies/import?preview=true&sheet=Claims+%26+co&dates=dmy&columns=A%3Areference%2CF%3A-',
    )
  })

  it('gives a field one column', () => {
    expect(withColumn({}, 'C', 'reference')).toEqual({ C: 'reference' })
    expect(withColumn({ C: 'reference' }, 'A', 'reference')).toEqual({ A: 'reference' })
    expect(withColumn({ C: '-', D: 'cost' }, 'B', '-')).toEqual({ C: '-', D: 'cost', B: '-' })
  })
})
