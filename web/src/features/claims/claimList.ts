import type { ListShape } from '@/features/book/filters'

export const CLAIM_LIST: ListShape = {
  statuses: ['reported', 'open', 'closed_with_payment', 'closed_without_payment', 'denied'],
  columns: [
    'reference',
    'status',
    'holder',
    'lossDate',
    'cause',
    'paid',
    'outstanding',
    'recoveries',
    'incurred',
    'policy',
    'product',
    'productLine',
    'state',
    'agency',
    'reportedDate',
    'description',
  ],
  choices: ['status', 'productLine', 'product', 'state', 'agency', 'cause'],
  days: [
    { name: 'loss', column: 'lossDate' },
    { name: 'reported', column: 'reportedDate' },
  ],
}
