import { describe, expect, it } from 'vitest'
import { readAgencies } from '@/features/administration/agencies'
import { dayAfter, endOf, stateOf } from '@/features/administration/tokens'
import { messages } from '@/features/administration/messages'
import { AUDIT_ACTIONS } from '@/features/administration/auditActions'

describe('numbers of agencies', () => {
  it('are read as people separate them, each once, in order', () => {
    expect(readAgencies('16, 3;3\n20 5')).toEqual([3, 5, 16, 20])
    expect(readAgencies('')).toEqual([])
  })

  it('are nothing else', () => {
    for (const typed of ['3, x', '-3', '3.5', '12345678901']) expect(readAgencies(typed)).toBeUndefined()
  })
})

describe('a token', () => {
  const now = new Date('2026-11-22T12:00:00Z')

  it('is active until it is revoked or expires', () => {
    expect(stateOf({ revokedAt: null, expiresAt: null }, now)).toBe('active')
    expect(stateOf({ revokedAt: null, expiresAt: '2026-11-22T12:00:01Z' }, now)).toBe('active')
    expect(stateOf({ revokedAt: null, expiresAt: '2026-11-22T12:00:00Z' }, now)).toBe('expired')
    expect(stateOf({ revokedAt: '2026-11-01T00:00:00Z', expiresAt: null }, now)).toBe('revoked')
  })

  it('expires at the end of a day in UTC, or never', () => {
    expect(dayAfter(now, 90)).toBe('2027-02-20')
    expect(endOf('2027-02-20')).toBe('2027-02-20T23:59:59Z')
    expect(endOf('')).toBeNull()
  })
})

describe('the acts of the audit log', () => {
  it('have names in both languages', () => {
    for (const texts of Object.values(messages))
      for (const action of AUDIT_ACTIONS) {
        const name = action
          .split('.')
          .reduce<unknown>(
            (at, part) => (at as Record<string, unknown>)[part],
            (texts['admin'] as Record<string, unknown>)['action'],
          )
        expect(name, action).toBeTypeOf('string')
      }
  })
})
