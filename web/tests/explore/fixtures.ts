import type { Schemas } from '@/api/client'
import type { Given } from '@/features/explore/question'

const STAR = ['agency', 'product', 'product_line', 'state', 'year', 'vendor']
const QUOTES = ['agency', 'product_line', 'vendor', 'platform']
const SHARED = ['agency', 'product', 'product_line', 'state', 'year', 'month']
const CLAIMS = [...SHARED, 'cause', 'status']
const POLICIES = [...SHARED, 'status']

const measure = (name: string, dimensions: string[], kind = 'additive', unit = 'USD'): Schemas['Measure'] => ({
  name,
  label: name,
  kind,
  unit,
  formula: '',
  meaning: '',
  moreIsBetter: null,
  dimensions,
})

/** A small catalog of the shape of the server's. */
export const catalog: Schemas['Catalog'] = {
  dimensions: [...new Set([...STAR, ...QUOTES, ...CLAIMS])].map((name) => ({
    name,
    label: name,
    type: ['agency', 'year', 'month'].includes(name) ? 'number' : 'text',
    meaning: '',
    members: [],
  })),
  measures: [
    measure('written_premium', STAR),
    measure('loss_ratio', STAR, 'ratio', 'ratio'),
    measure('quotes', QUOTES, 'additive', 'quotes'),
    measure('hit_ratio', QUOTES, 'ratio', 'ratio'),
    measure('claims_reported', CLAIMS, 'additive', 'claims'),
    measure('incurred', CLAIMS),
    measure('frequency', SHARED, 'ratio', 'ratio'),
    measure('in_force_policies', POLICIES, 'balance', 'policies'),
    measure('policy_days', POLICIES, 'additive', 'policy days'),
  ],
  years: [],
  loadId: 1,
}

export const given = (changes: Partial<Given> = {}): Given => ({
  dataset: 'performance',
  rows: ['state'],
  columns: ['year'],
  measures: ['written_premium'],
  having: [],
  compare: '',
  from: '',
  to: '',
  allocation: 'days',
  asOf: '',
  filters: {},
  ...changes,
})
