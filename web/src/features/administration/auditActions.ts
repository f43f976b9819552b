import type { paths } from '@/api/schema'

/** A kind of act that the audit log remembers. */
export type AuditAction = NonNullable<NonNullable<paths['/api/v1/audit']['get']['parameters']['query']>['action']>

/** Every kind; the compiler misses one that the server has and this has not. */
const ACTIONS: Record<AuditAction, true> = {
  'session.started': true,
  'session.refused': true,
  'session.ended': true,
  'session.all_ended': true,
  'password.changed': true,
  'user.added': true,
  'user.changed': true,
  'user.deleted': true,
  'token.added': true,
  'token.revoked': true,
  'load.accepted': true,
  'load.cancelled': true,
  'load.done': true,
  'load.failed': true,
  'policy.added': true,
  'policy.changed': true,
  'claim.added': true,
  'claim.changed': true,
  'claims.random': true,
  export: true,
  import: true,
}

export const AUDIT_ACTIONS = Object.keys(ACTIONS) as AuditAction[]
