import { computed, ref, watch, type Ref } from 'vue'
import type { Row, Table } from '@/api/table'
import { writeKey } from './rowKey'

interface Rows {
  data: Ref<Table | undefined>
  rowAt: (index: number) => Row | undefined
  indexOf: (isIt: (row: Row) => boolean) => number
}

/**
 * The row that is open beside the table, and the way from it to the one before and after.
 * @param key Its key, as the address has it; '' for none.
 * @param setKey Changes it; with `isStep` in place of the one before.
 * @param bringIntoSight Scrolls the table to a row.
 */
export function useOpenRow(
  key: Ref<string>,
  rows: Rows,
  setKey: (key: string, isStep: boolean) => unknown,
  bringIntoSight: (index: number) => void,
) {
  /** The row to open as soon as it is there. */
  const awaited = ref(-1)
  const place = computed(() => (key.value && rows.data.value ? rows.indexOf((row) => writeKey(row) === key.value) : -1))

  function open(row: Row) {
    awaited.value = -1
    return setKey(writeKey(row), false)
  }

  function step(by: 1 | -1) {
    const to = place.value + by
    if (place.value < 0 || to < 0 || to >= (rows.data.value?.rowCount ?? 0)) return
    bringIntoSight(to)
    awaited.value = to
  }
  watch(
    () => (awaited.value < 0 ? undefined : rows.rowAt(awaited.value)),
    (row) => {
      if (!row) return
      awaited.value = -1
      void setKey(writeKey(row), true)
    },
  )

  return {
    open,
    step,
    close: () => setKey('', false),
    hasPrevious: computed(() => place.value > 0),
    hasNext: computed(() => place.value >= 0 && place.value < (rows.data.value?.rowCount ?? 0) - 1),
  }
}
