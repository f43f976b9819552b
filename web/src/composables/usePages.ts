import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { getTable, type Params, type Row, type Table, type TablePath } from '@/api/table'

const rowsOf = (pages: readonly Table[] = []): Row[] => pages.flatMap((page) => page.rows)

/**
 * A table that the server gives page by page, from the newest row back; `more` fetches the next one.
 * @param interval Milliseconds until all is asked again, by what is there.
 */
export function usePages(
  path: TablePath,
  params: MaybeRefOrGetter<Params> = {},
  interval: (rows: readonly Row[]) => number | false = () => false,
) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['pages', path, toValue(params)]),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => getTable(path, { ...toValue(params), before: pageParam }, signal),
    getNextPageParam: (page: Table) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) => interval(rowsOf(state.data?.pages)),
  })
  const rows = computed<Row[]>(() => rowsOf(query.data.value?.pages))

  function more() {
    if (query.hasNextPage.value && !query.isFetching.value) void query.fetchNextPage()
  }
  return { query, rows, first: computed(() => query.data.value?.pages[0]), more }
}
