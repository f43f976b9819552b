import type { Row } from '@/api/table'

export type TokenState = 'active' | 'revoked' | 'expired'

/** Whether a token still opens anything. */
export function stateOf(token: Row, now: Date): TokenState {
  if (token['revokedAt']) return 'revoked'
  return typeof token['expiresAt'] === 'string' && Date.parse(token['expiresAt']) <= now.getTime() ? 'expired' : 'active'
}

/** The day so many days after an instant, in UTC. */
export function dayAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}

/** The end of a day in UTC; null if none was given. */
export const endOf = (day: string) => (day === '' ? null : `${day}T23:59:59Z`)
