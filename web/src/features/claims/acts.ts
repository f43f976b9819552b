import type { Schemas } from '@/api/client'

export type Move = 'open' | 'close' | 'reopen' | 'deny'
export type TransactionType = 'reserve' | 'payment' | 'recovery'

type Claim = Pick<Schemas['Claim'], 'status' | 'paid'>

const isSettled = ({ status }: Claim) => status.startsWith('closed') || status === 'denied'

/** Where a claim can be moved to as it is, the likeliest first. */
export function movesOf(claim: Claim): Move[] {
  if (isSettled(claim)) return ['reopen']
  const deny: Move[] = claim.paid === 0 ? ['deny'] : []
  return claim.status === 'reported' ? ['open', ...deny] : ['close', ...deny]
}

/** What money can be recorded: of a settled claim what comes back alone, and nothing can come back that was not paid. */
export function typesOf(claim: Claim): TransactionType[] {
  const recovery: TransactionType[] = claim.paid > 0 ? ['recovery'] : []
  return isSettled(claim) ? recovery : ['payment', 'reserve', ...recovery]
}
