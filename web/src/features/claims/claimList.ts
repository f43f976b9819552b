import type { ListShape } from '@/features/book/filters'

export const CLAIM_LIST: ListShape = {
  statuses: ['reported', 'open', 'closed_with_payment', 'closed_without_payment', 'denied'],
  columns: [
    'reference',
    'status',
    'policy',
    'holder',
    'product',
    'productLine',
    'state',
    'agency',
    'lossDate',
    'reportedDate',
    'cause',
    'paid',
    'outstanding',
    'recoveries',
    'incurred',
    'description',
  ],
  choices: ['status', 'productLine', 'product', 'state', 'agency', 'cause'],
  days: [
    { name: 'loss', column: 'lossDate' },
    { name: 'reported', column: 'reportedDate' },
  ],
}
