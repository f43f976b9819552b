import type { Schemas } from '@/api/client'
import { amountOf, dayNeeded, money, needed, problemsOf, wholeNumber, type Problems } from '@/features/book/checks'
import type { Draft } from '@/features/book/rebase'
import { writeMoney } from '@/money'

/** A policy as it is typed. */
export interface PolicyDraft extends Draft {
  number: string
  holder: string
  product: string
  /** CL or PL; '' to have it follow from the product. */
  productLine: string
  agency: string
  state: string
  inception: string
  expiry: string
  premium: string
  isQuote: boolean
}

export const newPolicy = (): PolicyDraft => ({
  number: '',
  holder: '',
  product: '',
  productLine: '',
  agency: '',
  state: '',
  inception: '',
  expiry: '',
  premium: '',
  isQuote: false,
})

export function draftOf(policy: Schemas['Policy'], locale: string): PolicyDraft {
  const { number, holder, product, productLine, agency, state, inception, expiry, premium, isQuote } = policy
  return {
    ...{ number, holder, product, productLine, state, inception, expiry, isQuote },
    agency: String(agency),
    premium: writeMoney(premium, locale),
  }
}

/** What the page can tell to be wrong; the rest the server says. */
export function checkPolicy(typed: PolicyDraft, locale: string, inceptionLabel: string): Problems {
  const isOver = typed.inception !== '' && typed.expiry !== '' && typed.expiry <= typed.inception
  return problemsOf({
    number: needed(typed.number),
    holder: needed(typed.holder),
    product: needed(typed.product),
    agency: wholeNumber(typed.agency),
    state: needed(typed.state),
    inception: dayNeeded(typed.inception),
    expiry: dayNeeded(typed.expiry) ?? (isOver ? { key: 'notLater', values: { other: inceptionLabel } } : undefined),
    premium: money(typed.premium, locale),
  })
}

/** What a policy that was checked says, for the server. */
export function termsOf(typed: PolicyDraft, locale: string): Schemas['PolicyTerms'] {
  return {
    holder: typed.holder.trim(),
    product: typed.product,
    productLine: typed.productLine || null,
    agency: Number(typed.agency),
    state: typed.state.trim().toUpperCase(),
    inception: typed.inception,
    expiry: typed.expiry,
    premium: amountOf(typed.premium, locale)!,
  }
}
