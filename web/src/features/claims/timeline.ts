import type { Row } from '@/api/table'

/** The money of a claim up to a transaction, that one included. */
export interface Balance {
  paid: number
  outstanding: number
  recoveries: number
  incurred: number
}

const cents = (amount: unknown) => Math.round(Number(amount) * 100)

/** Transactions with what they made of the claim's money, in their order; sums are of whole cents, so they are exact. */
export function withBalances(transactions: readonly Row[]): (Row & Balance)[] {
  let [paid, outstanding, recoveries] = [0, 0, 0]
  return transactions.map((row) => {
    if (row['type'] === 'payment') paid += cents(row['amount'])
    if (row['type'] === 'recovery') recoveries += cents(row['amount'])
    outstanding += cents(row['outstandingChange'])
    return {
      ...row,
      paid: paid / 100,
      outstanding: outstanding / 100,
      recoveries: recoveries / 100,
      incurred: (paid + outstanding - recoveries) / 100,
    }
  })
}

export interface Step {
  day: string
  paid: number
  incurred: number
}

/** What was paid and incurred at the end of each day on which something took place. */
export function stepsOf(transactions: readonly Row[]): Step[] {
  const days = new Map<string, Step>()
  const byDay = [...transactions].sort((left, right) =>
    String(left['date']) < String(right['date']) ? -1 : left['date'] === right['date'] ? 0 : 1,
  )
  for (const { date, paid, incurred, recoveries } of withBalances(byDay) as (Row & Balance)[])
    days.set(String(date), { day: String(date), paid: Math.round((paid - recoveries) * 100) / 100, incurred })
  return [...days.values()]
}
