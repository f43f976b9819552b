import { describe, expect, it } from 'vitest'
import type { Column } from '@/api/table'
import { addYears, today } from '@/days'
import { differences, entriesOf } from '@/features/book/differences'
import { nextNumber } from '@/features/book/nextNumber'
import { changeOf, isChanged, rebase } from '@/features/book/rebase'

const column = (name: string): Column => ({ name, label: name, kind: 'attribute', unit: null })
const columns = ['recordedAt', 'recordedBy', 'holder', 'premium', 'status'].map(column)
const state = (recordedAt: string, recordedBy: string, holder: string, premium: number, status: string) => ({
  recordedAt,
  recordedBy,
  holder,
  premium,
  status,
})

describe('a history', () => {
  const rows = [
    state('2026-03-01T10:00:00Z', 'erik', 'Ada King', 700, 'in_force'),
    state('2026-02-01T10:00:00Z', 'anna', 'Ada King', 636, 'bound'),
    state('2026-01-31T23:59:59Z', 'admin', 'Ada Byron', 636, 'quoted'),
  ]

  it('says who changed what from what to what, and who made it', () => {
    const entries = entriesOf({ columns, rows })
    expect(entries.map((entry) => [entry.by, entry.isFirst])).toEqual([
      ['erik', false],
      ['anna', false],
      ['admin', true],
    ])
    expect(entries[1]!.differences.map(({ column, before, after }) => [column.name, before, after])).toEqual([
      ['holder', 'Ada Byron', 'Ada King'],
      ['status', 'quoted', 'bound'],
    ])
  })

  it('does not take for a change that cover began with its day', () => {
    expect(entriesOf({ columns, rows })[0]!.differences.map(({ column }) => column.name)).toEqual(['premium'])
  })

  it('ends with the day that is asked for', () => {
    expect(entriesOf({ columns, rows }, '2026-02-01').map((entry) => entry.by)).toEqual(['anna', 'admin'])
    expect(entriesOf({ columns, rows }, '2026-01-31').map((entry) => entry.isFirst)).toEqual([true])
  })

  it('takes what is not there for null', () => {
    expect(differences([column('cancelledOn')], { cancelledOn: null }, {})).toEqual([])
  })
})

describe('a form on top of what somebody else has saved', () => {
  const base = { holder: 'Ada', premium: '636.00', state: 'OH' }
  const latest = { holder: 'Ada King', premium: '700.00', state: 'OH' }

  it('keeps what was typed and takes the rest', () => {
    expect(rebase(base, latest, { holder: 'Ada', premium: '650', state: 'PA' })).toEqual({
      holder: 'Ada King',
      premium: '650',
      state: 'PA',
    })
  })

  it('is changed where something else stands than it began with', () => {
    expect(isChanged(base, { ...base })).toBe(false)
    expect(isChanged(base, { ...base, state: 'PA' })).toBe(true)
  })

  it('knows a version by the change that made it', () => {
    expect(changeOf('"194-a58f56dba691c6ee"')).toBe('194')
    expect(changeOf('"194-ffff"')).toBe(changeOf('"194-a58f56dba691c6ee"'))
    expect(changeOf('"x"')).toBe('"x"')
  })
})

describe('numbers and days', () => {
  it('count on', () => {
    expect(nextNumber('HOM-000175-01')).toBe('HOM-000175-02')
    expect(nextNumber('P-99')).toBe('P-100')
    expect(nextNumber('C-2026-00009')).toBe('C-2026-00010')
    expect(nextNumber('DRAFT')).toBe('')
    expect(addYears('2026-01-31', 1)).toBe('2027-01-31')
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28')
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29')
    expect(today(new Date('2026-11-22T23:30:00-05:00'))).toBe('2026-11-23')
  })
})
