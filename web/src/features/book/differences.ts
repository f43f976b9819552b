import type { Column, Row, Table, Value } from '@/api/table'

/** A field that was one thing and is another. */
export interface Difference {
  column: Column
  before: Value
  after: Value
}

/** What was recorded of a policy or a claim at one moment. */
export interface Entry {
  at: string
  by: string
  /** Whether it was made then. */
  isFirst: boolean
  /** What the book said from then on. */
  state: Row
  differences: Difference[]
}

const ABOUT_THE_ENTRY = new Set(['recordedAt', 'recordedBy'])

/** The columns of what is recorded. */
export const recorded = (columns: readonly Column[]) => columns.filter((column) => !ABOUT_THE_ENTRY.has(column.name))

/** Where two states of something differ. */
export function differences(columns: readonly Column[], before: Row, after: Row): Difference[] {
  return recorded(columns)
    .map((column) => ({ column, before: before[column.name] ?? null, after: after[column.name] ?? null }))
    .filter((one) => one.before !== one.after && !isPassingOfTime(one))
}

/** A policy's status follows from the day too: that cover began or ended is not what somebody changed. */
const OF_DATES = new Set<Value>(['bound', 'in_force', 'expired', 'cancelled'])
const isPassingOfTime = ({ column, before, after }: Difference) =>
  column.name === 'status' && OF_DATES.has(before) && OF_DATES.has(after)

/**
 * A history as the API tells it, states with the latest first, as what changed each time.
 * @param day The last day to tell of; '' for all.
 */
export function entriesOf(history: Pick<Table, 'columns' | 'rows'>, day = ''): Entry[] {
  return history.rows
    .map((state, index) => {
      const before = history.rows[index + 1]
      return {
        at: String(state['recordedAt']),
        by: String(state['recordedBy']),
        isFirst: before === undefined,
        state,
        differences: before ? differences(history.columns, before, state) : [],
      }
    })
    .filter((entry) => day === '' || entry.at.slice(0, 10) <= day)
}
