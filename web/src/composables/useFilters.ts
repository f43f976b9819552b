import { computed } from 'vue'
import { FILTER_FIELDS, FILTER_NAMES, NO_FILTERS, filteredBy, filterParams, withToggled, type Filters } from '@/filters'
import { useUrlState } from './useUrlState'

/** What the page's figures are filtered by, as it stands in the page's address. */
export function useFilters() {
  const { state, set } = useUrlState<Filters>(FILTER_FIELDS)
  return {
    /** By dimension the members that count, and the years as text; nothing means all. */
    filters: state,
    /** The parameters for the API. */
    params: computed(() => filterParams(state.value)),
    /** How many dimensions are filtered by. */
    count: computed(() => filteredBy(state.value).length),
    set,
    /** Chooses a member in a chart or table: it alone (again: none), or with `adds` one more. */
    toggle: (name: keyof Filters, member: string, adds = false) => set(withToggled(state.value, name, member, adds)),
    /** Removes all filters, or those of some dimensions. */
    clear: (...names: (keyof Filters)[]) =>
      set(
        Object.fromEntries((names.length ? names : ['year' as const, ...FILTER_NAMES]).map((name) => [name, NO_FILTERS[name]])),
      ),
  }
}
