import type { ListShape } from '@/features/book/filters'

export const POLICY_LIST: ListShape = {
  statuses: ['quoted', 'bound', 'in_force', 'cancelled', 'expired'],
  columns: [
    'number',
    'status',
    'holder',
    'product',
    'state',
    'agency',
    'inception',
    'expiry',
    'premium',
    'productLine',
    'cancelledOn',
    'renewalOf',
  ],
  choices: ['status', 'productLine', 'product', 'state', 'agency'],
  days: [
    { name: 'inception', column: 'inception' },
    { name: 'expiry', column: 'expiry' },
  ],
}
