import type { Schemas } from '@/api/client'
import { amountOf, dayNeeded, money, needed, problemsOf, type Problems } from '@/features/book/checks'
import type { Draft } from '@/features/book/rebase'

/** What is said of a claim, as it is typed. */
export interface DetailsDraft extends Draft {
  policy: string
  lossDate: string
  reportedDate: string
  cause: string
  description: string
}

/** A claim as it is typed to be made. */
export interface ClaimDraft extends DetailsDraft {
  reference: string
  cost: string
}

export const newClaim = (policy: string, today: string): ClaimDraft => ({
  reference: '',
  policy,
  lossDate: '',
  reportedDate: today,
  cause: '',
  description: '',
  cost: '',
})

export function draftOf(claim: Schemas['Claim']): DetailsDraft {
  const { policy, lossDate, reportedDate, cause, description } = claim
  return { policy: policy ?? '', lossDate: lossDate ?? '', reportedDate, cause, description }
}

/** What the page can tell to be wrong; whether the policy covers the loss the server says. */
export function checkDetails(typed: DetailsDraft): Problems {
  return problemsOf({
    lossDate: typed.policy.trim() === '' ? undefined : dayNeeded(typed.lossDate),
    reportedDate: dayNeeded(typed.reportedDate),
  })
}

export function checkClaim(typed: ClaimDraft, locale: string): Problems {
  return {
    ...checkDetails(typed),
    ...problemsOf({ reference: needed(typed.reference), cost: money(typed.cost, locale, { optional: true }) }),
  }
}

export function detailsOf(typed: DetailsDraft): Schemas['ClaimDetails'] {
  return {
    policy: typed.policy.trim() || null,
    lossDate: typed.lossDate || null,
    reportedDate: typed.reportedDate,
    cause: typed.cause.trim() || 'Unknown',
    description: typed.description.trim(),
  }
}

export function claimOf(typed: ClaimDraft, locale: string): Schemas['NewClaim'] {
  return { ...detailsOf(typed), reference: typed.reference.trim(), cost: amountOf(typed.cost, locale) }
}
