import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { readState, writeState, type Fields, type Query } from '@/urlState'

/**
 * The page's state, read from its address. `set` changes some of it: as a step of the browser's history or, with replace, in place of the last one
 * (for what changes while somebody types).
 */
export function useUrlState<T extends object>(fields: Fields<T>) {
  const route = useRoute()
  const router = useRouter()
  // Of the page that is left nothing is read any more: its fields may mean something else on the next.
  const path = route.path
  let last = readState(fields, route.query as Query)
  const state = computed<T>(() => (route.path === path ? (last = readState(fields, route.query as Query)) : last))

  async function set(changes: Partial<T>, { replace = false } = {}) {
    const query = writeState(fields, { ...state.value, ...changes }, route.query as Query)
    await router[replace ? 'replace' : 'push']({ query, hash: route.hash })
  }
  return { state, set }
}
