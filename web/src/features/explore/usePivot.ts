import { computed, type Ref } from 'vue'
import type { Column } from '@/api/table'
import { isFigure } from '@/format'
import { parseSort } from '@/sorting'
import { buildPivot, indexAnswers, keyOf } from './pivot'
import { readPath, writePath } from './state'
import type { Answered } from './useAnswers'

interface Order {
  sort: string
  at: string
}

/** The table of the answers in the order asked for. */
export function usePivot(answered: Ref<Answered | undefined>, order: Ref<Order>, change: (order: Order) => unknown) {
  const figures = computed<Column[]>(() => (answered.value?.answers[0]?.[0]?.columns ?? []).filter(isFigure))
  const keys = computed(() => parseSort(order.value.sort))
  const at = computed(() => readPath(order.value.at))
  const asked = computed(() => {
    const question = answered.value?.question
    return question && { rows: question.rows, columns: question.columns, figures: figures.value }
  })
  const index = computed(() => asked.value && indexAnswers(asked.value, answered.value!.answers))
  const pivot = computed(() => asked.value && buildPivot(asked.value, index.value!, { keys: keys.value, at: at.value }))

  /** The column that rows are sorted by, -1 for their names. */
  const sorted = computed(() => {
    const columns = pivot.value?.columns ?? []
    const key = keys.value.find(({ name }) => columns.some(({ figure }) => figure.name === name))
    const first = keys.value.find(({ name }) => name === answered.value?.question.rows[0])
    if (!key) return { column: -1, isDescending: first?.isDescending ?? false }
    const indexAt = (path: string) => columns.findIndex((column) => column.figure.name === key.name && column.key === path)
    const found = indexAt(keyOf(at.value))
    return { column: found < 0 ? indexAt('') : found, isDescending: key.isDescending }
  })

  /** Sorts by a column: figures from the largest, names from the first; again turns it round. */
  function sortBy(index: number) {
    const isSame = sorted.value.column === index
    if (index < 0) {
      const turns = isSame && !sorted.value.isDescending
      change({ sort: turns ? answered.value!.question.rows.map((name) => `-${name}`).join(',') : '', at: '' })
      return
    }
    const column = pivot.value!.columns[index]!
    const isDescending = isSame ? !sorted.value.isDescending : true
    change({ sort: `${isDescending ? '-' : ''}${column.figure.name}`, at: writePath(column.path) })
  }

  return { figures, index, pivot, sorted, sortBy }
}
