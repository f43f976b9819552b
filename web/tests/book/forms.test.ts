import { describe, expect, it } from 'vitest'
import { movesOf, typesOf } from '@/features/claims/acts'
import { stepsOf, withBalances } from '@/features/claims/timeline'
import { checkClaim, claimOf, newClaim } from '@/features/claims/claimDraft'
import { actsOn } from '@/features/policies/acts'
import { checkPolicy, draftOf, newPolicy, termsOf } from '@/features/policies/draft'

const transaction = (date: string, type: string, amount: number, outstandingChange: number) => ({
  date,
  type,
  amount,
  outstandingChange,
})

describe('the time line of a claim', () => {
  const transactions = [
    transaction('2024-03-01', 'reserve', 500, 500),
    transaction('2024-03-10', 'payment', 200.25, -200.25),
    // Dated back, and more than is reserved.
    transaction('2024-03-05', 'payment', 350, -299.75),
    transaction('2024-04-01', 'recovery', 100.1, 0),
    transaction('2024-04-01', 'payment', -0.2, 0),
  ]

  it('adds up, to the cent, in the order recorded', () => {
    expect(
      withBalances(transactions).map(({ paid, outstanding, recoveries, incurred }) => [paid, outstanding, recoveries, incurred]),
    ).toEqual([
      [0, 500, 0, 500],
      [200.25, 299.75, 0, 500],
      [550.25, 0, 0, 550.25],
      [550.25, 0, 100.1, 450.15],
      [550.05, 0, 100.1, 449.95],
    ])
  })

  it('is drawn by day, with what was paid less what came back', () => {
    expect(stepsOf(transactions)).toEqual([
      { day: '2024-03-01', paid: 0, incurred: 500 },
      { day: '2024-03-05', paid: 350, incurred: 550.25 },
      { day: '2024-03-10', paid: 550.25, incurred: 550.25 },
      { day: '2024-04-01', paid: 449.95, incurred: 449.95 },
    ])
  })
})

describe('what can be done', () => {
  it('with a claim follows from its status and from what was paid', () => {
    expect(movesOf({ status: 'reported', paid: 0 })).toEqual(['open', 'deny'])
    expect(movesOf({ status: 'open', paid: 0 })).toEqual(['close', 'deny'])
    expect(movesOf({ status: 'open', paid: 10 })).toEqual(['close'])
    expect(movesOf({ status: 'closed_with_payment', paid: 10 })).toEqual(['reopen'])
    expect(typesOf({ status: 'open', paid: 0 })).toEqual(['payment', 'reserve'])
    expect(typesOf({ status: 'closed_with_payment', paid: 10 })).toEqual(['recovery'])
    expect(typesOf({ status: 'denied', paid: 0 })).toEqual([])
  })

  it('with a policy follows from whether it is a quote, or cancelled', () => {
    expect(actsOn({ isQuote: true, cancelledOn: null })).toEqual(['accept', 'edit', 'cancel'])
    expect(actsOn({ isQuote: false, cancelledOn: null })).toEqual(['edit', 'renew', 'cancel'])
    expect(actsOn({ isQuote: false, cancelledOn: '2024-05-01' })).toEqual(['edit'])
  })
})

describe('forms', () => {
  const typed = {
    ...newPolicy(),
    number: 'P-1',
    holder: ' Ada ',
    product: 'ANNIV   12',
    agency: '3',
    state: 'oh',
    inception: '2026-01-01',
    expiry: '2027-01-01',
    premium: '1 234,50',
  }

  it('say what a policy lacks, and send what it says', () => {
    expect(Object.keys(checkPolicy(newPolicy(), 'sv-SE', 'Börjar'))).toHaveLength(8)
    expect(checkPolicy(typed, 'sv-SE', 'Börjar')).toEqual({})
    expect(checkPolicy({ ...typed, expiry: '2026-01-01', premium: '-1' }, 'sv-SE', 'Börjar')).toEqual({
      expiry: { key: 'notLater', values: { other: 'Börjar' } },
      premium: { key: 'moneyNegative' },
    })
    expect(termsOf(typed, 'sv-SE')).toEqual({
      holder: 'Ada',
      product: 'ANNIV   12',
      productLine: null,
      agency: 3,
      state: 'OH',
      inception: '2026-01-01',
      expiry: '2027-01-01',
      premium: 1234.5,
    })
  })

  it('begin with what a policy says, so that nothing is changed by opening them', () => {
    const policy = {
      ...{ number: 'P-1', holder: 'Ada', product: 'BOP', productLine: 'CL', agency: 3, state: 'OH', status: 'in_force' },
      ...{
        inception: '2026-01-01',
        expiry: '2027-01-01',
        premium: 1234567.8,
        isQuote: false,
        cancelledOn: null,
        renewalOf: null,
      },
      ...{ claims: 0, paid: 0, outstanding: 0, recoveries: 0, incurred: 0 },
    }
    expect(termsOf(draftOf(policy, 'en-US'), 'en-US')).toMatchObject({ premium: 1234567.8, agency: 3, productLine: 'CL' })
  })

  it('let a claim stand alone with a reference and a cost', () => {
    const claim = { ...newClaim('', '2026-05-05'), reference: ' C-1 ', cost: '99.90' }
    expect(checkClaim(claim, 'en-US')).toEqual({})
    expect(checkClaim({ ...claim, policy: 'P-1' }, 'en-US')).toEqual({ lossDate: { key: 'notADay' } })
    expect(claimOf(claim, 'en-US')).toEqual({
      reference: 'C-1',
      policy: null,
      lossDate: null,
      reportedDate: '2026-05-05',
      cause: 'Unknown',
      description: '',
      cost: 99.9,
    })
  })
})
