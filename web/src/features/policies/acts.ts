import type { Schemas } from '@/api/client'

export type PolicyAct = 'edit' | 'accept' | 'renew' | 'cancel'

/** What can be done with a policy as it is, the likeliest first. */
export function actsOn({ isQuote, cancelledOn }: Pick<Schemas['Policy'], 'isQuote' | 'cancelledOn'>): PolicyAct[] {
  if (cancelledOn) return ['edit']
  return isQuote ? ['accept', 'edit', 'cancel'] : ['edit', 'renew', 'cancel']
}
