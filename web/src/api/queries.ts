import { QueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { ApiError } from './error'

const worthAnotherTry = (error: Error) =>
  error instanceof ApiError && (error.status === 0 || error.status === 503 || error.status === 429)

/** What was answered, kept while it is of use. A window that comes back to the front asks again; the server answers 304 if nothing changed. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && worthAnotherTry(error),
      retryDelay: (failures, error) => Math.min((error as ApiError).retryAfter ?? 2 ** failures, 10) * 1000,
    },
  },
})

/** The newest load that any answer came from. */
export const newestLoad = ref(0)

/** When an answer comes from a newer load than those before, everything that is shown is asked again: one page never mixes two states of the data. */
export function noteLoad(loadId: number | null | undefined) {
  if (!loadId || loadId <= newestLoad.value) return
  const isFirst = newestLoad.value === 0
  newestLoad.value = loadId
  if (!isFirst)
    void queries.invalidateQueries({
      predicate: (query) => (query.state.data as { loadId?: number } | undefined)?.loadId !== loadId,
    })
}
