import { QueryObserver, useQueryClient, type QueryObserverResult } from '@tanstack/vue-query'
import { useThrottleFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { noteLoad } from '@/api/queries'
import { getTable, type Params, type Row, type Table, type TablePath } from '@/api/table'
import { pagesAround } from '@/rowPages'

interface Shown {
  table: Table
  pages: ReadonlyMap<number, readonly Row[]>
}

interface Watched {
  result: QueryObserverResult<Table>
  refetch: () => Promise<unknown>
  stop: () => void
}

/**
 * The rows of a long table, fetched page by page as they come into sight. A new question shows the rows of the last one until its own are there;
 * pages that are no longer wanted are cancelled.
 * @param path Its route, which takes limit and offset; null asks nothing yet.
 * @param params Its other parameters: the question.
 * @param size Rows of a page.
 */
export function useRows(path: MaybeRefOrGetter<TablePath | null>, params: MaybeRefOrGetter<Params> = {}, size = 200) {
  const client = useQueryClient()
  const question = computed(() => JSON.stringify([toValue(path), toValue(params)]))
  const shown = shallowRef<Shown>()
  const error = shallowRef<Error | null>(null)
  const isFetching = ref(false)
  /** Counts the questions whose rows were shown: a table goes back to its top when it grows. */
  const shownQuestions = ref(0)
  const watched = new Map<number, Watched>()
  let isNew = true
  let inSight: [first: number, last: number] = [0, 0]

  function page(index: number) {
    const [from, asked] = [toValue(path)!, { ...toValue(params), limit: size, offset: index * size }]
    return {
      queryKey: ['table', from, asked],
      gcTime: 60_000,
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const table = await getTable(from, asked, signal)
        noteLoad(table.loadId)
        return table
      },
    }
  }

  function take(index: number, result: QueryObserverResult<Table>) {
    const known = watched.get(index)
    if (known) known.result = result
    const results = [...watched.values()].map((one) => one.result)
    error.value = results.find((one) => one.error)?.error ?? null
    isFetching.value = results.some((one) => one.isFetching)
    if (!result.data || (!isNew && shown.value?.pages.get(index) === result.data.rows)) return
    const others = isNew ? [] : (shown.value?.pages ?? [])
    shown.value = { table: result.data, pages: new Map([...others, [index, result.data.rows]]) }
    if (!isNew) return
    isNew = false
    shownQuestions.value++
    show(...inSight)
  }

  function begin(index: number) {
    const observer = new QueryObserver<Table>(client, page(index))
    const stop = observer.subscribe((result) => take(index, result))
    const result = observer.getCurrentResult()
    watched.set(index, { result, refetch: () => observer.refetch(), stop })
    take(index, result)
  }

  function end(index: number) {
    watched.get(index)?.stop()
    watched.delete(index)
  }

  function want(pages: readonly number[]) {
    for (const index of [...watched.keys()]) if (!pages.includes(index)) end(index)
    for (const index of pages) if (!watched.has(index)) begin(index)
    const kept = shown.value && [...shown.value.pages].filter(([index]) => pages.includes(index))
    if (!isNew && shown.value && kept!.length < shown.value.pages.size) shown.value = { ...shown.value, pages: new Map(kept) }
  }

  /** Fetches all rows, unless they are more than `most`: for paper, which shows them at once. */
  async function all(most = 5000) {
    if (isNew || rowCount.value > most) return
    const pages = pagesAround(0, rowCount.value - 1, size, rowCount.value)
    want(pages)
    await Promise.all(pages.map((index) => client.fetchQuery({ ...page(index), staleTime: Infinity })))
  }

  const rowCount = computed(() => shown.value?.table.rowCount ?? 0)
  function show(first: number, last: number) {
    inSight = [first, last]
    if (toValue(path) !== null && !isNew) want(pagesAround(first, last, size, rowCount.value))
  }
  // Whoever drags the bar through a long table passes most pages without a look at them.
  const onRange = useThrottleFn(show, 80, true, true)

  watch(
    question,
    () => {
      for (const index of [...watched.keys()]) end(index)
      isNew = true
      error.value = null
      if (toValue(path) !== null) want([0])
    },
    { immediate: true, flush: 'sync' },
  )
  onScopeDispose(() => {
    for (const { stop } of watched.values()) stop()
  })

  return {
    /** Columns, total and notices. */
    data: computed(() => shown.value?.table),
    error,
    isFetching,
    refetch: () => Promise.all([...watched.values()].map((one) => one.refetch())),
    rowCount,
    /** Row number i; undefined while it is on its way. */
    rowAt: (index: number): Row | undefined => shown.value?.pages.get(Math.floor(index / size))?.[index % size],
    /** Is told which rows are in sight. */
    onRange,
    shownQuestions,
    all,
  }
}
