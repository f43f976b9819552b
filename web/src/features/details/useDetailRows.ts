import { useDebounceFn, useDocumentVisibility } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, triggerRef, watch, type Ref } from 'vue'
import { newestLoad, noteLoad } from '@/api/queries'
import { getTable, type Params, type Row } from '@/api/table'
import { PAGE_SIZE, RowPages } from './rowPages'

/** What is asked: which rows, in which order, and with which columns. */
export interface Question {
  filters: Params
  sort: string
  columns: readonly string[]
}

interface Answer {
  question: Question
  pages: RowPages
  /** The row to begin at; undefined if the rows are those of the answer before. */
  start: number | undefined
}

const isSameOrder = (left: Question, right: Question) =>
  JSON.stringify([left.filters, left.sort]) === JSON.stringify([right.filters, right.sort])

/**
 * The rows at the file's grain that answer a question, page by page. The last answer stays in sight until the first rows of the next are there, and the two
 * never mix: also not when a load changes the data meanwhile.
 * @param question Null asks nothing yet.
 * @param place The row to begin at.
 * @param onNewLoad Told when the rows in sight have become those of a newer load.
 */
export function useDetailRows(question: Ref<Question | null>, place: Ref<number>, onNewLoad: () => void) {
  const shown = shallowRef<Answer>()
  const error = shallowRef<Error | null>(null)
  let next: RowPages | undefined
  let inSight: [first: number, last: number] = [0, 0]

  const data = computed(() => shown.value?.pages.head)

  function begin(asked: Question, start?: number) {
    next?.end()
    const pages: RowPages = new RowPages(
      async (offset, limit, signal) => {
        const { filters, sort, columns } = asked
        const table = await getTable('performance/details', { ...filters, sort, columns, limit, offset }, signal)
        noteLoad(table.loadId)
        return table
      },
      () => change(asked, pages, start),
      () => begin(asked),
    )
    next = pages
    pages.show(...inSight)
  }

  function change(asked: Question, pages: RowPages, start: number | undefined) {
    error.value = pages.error
    if (pages === shown.value?.pages) triggerRef(shown)
    if (pages !== next || !pages.head) return
    const before = shown.value
    before?.pages.end()
    next = undefined
    shown.value = { question: asked, pages, start }
    pages.show(...inSight)
    if (before?.pages.head && before.pages.head.loadId !== pages.head.loadId) onNewLoad()
  }

  watch(
    [question, place] as const,
    ([now, at], [before, atBefore]) => {
      if (!now || now === before) return
      if (before && isSameOrder(now, before)) return begin(now)
      // A place that did not change with the question was one of the question before.
      const start = before && at === atBefore ? 0 : at
      inSight = [start, start]
      begin(now, start)
    },
    { immediate: true },
  )

  // Whoever drags the bar through the table passes most pages without a look at them.
  const showSoon = useDebounceFn(() => shown.value?.pages.show(...inSight), 70, { maxWait: 300 })

  const refetch = () => {
    if (question.value) begin(question.value)
  }
  watch(newestLoad, (newest) => !next && newest > (data.value?.loadId ?? newest) && refetch())
  // Somebody else's load is noticed by whatever is asked next; a window that comes back to the front asks for a row.
  const visibility = useDocumentVisibility()
  watch(visibility, async (now) => {
    if (now !== 'visible' || !data.value) return
    const row = await getTable('performance/details', { columns: 'agency', limit: 1 }).catch(() => undefined)
    noteLoad(row?.loadId)
  })

  onScopeDispose(() => {
    next?.end()
    shown.value?.pages.end()
  })

  return {
    /** Columns, total, notices and number of rows of what is in sight. */
    data,
    /** The question that the rows in sight answer, and where they begin. */
    answered: computed(() => shown.value && { question: shown.value.question, start: shown.value.start }),
    error,
    refetch,
    rowAt: (index: number): Row | undefined => shown.value?.pages.rowAt(index),
    indexOf: (isIt: (row: Row) => boolean) => shown.value?.pages.indexOf(isIt) ?? -1,
    /** Is told which rows are in sight. */
    onRange(first: number, last: number) {
      const isFar = first > inSight[1] + PAGE_SIZE || last < inSight[0] - PAGE_SIZE
      inSight = [first, last]
      if (isFar) void showSoon()
      else shown.value?.pages.show(first, last)
    },
  }
}
