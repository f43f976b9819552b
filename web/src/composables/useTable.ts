import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { noteLoad } from '@/api/queries'
import { getTable, type Params, type TablePath } from '@/api/table'

/**
 * A table of the server's, asked again when its parameters change; until the new one is there the old one is shown.
 * @param path Its route; null asks nothing yet.
 * @param params Its parameters.
 * @param isAside Whether it brings names and choices that the page can do without; AsideFailure says if they are missing.
 */
export function useTable(path: MaybeRefOrGetter<TablePath | null>, params: MaybeRefOrGetter<Params> = {}, isAside = false) {
  return useQuery({
    meta: { isAside },
    queryKey: computed(() => ['table', toValue(path), toValue(params)]),
    enabled: computed(() => toValue(path) !== null),
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const table = await getTable(toValue(path)!, toValue(params), signal)
      noteLoad(table.loadId)
      return table
    },
  })
}
