import { computed } from 'vue'
import { useFilters } from '@/composables/useFilters'
import { useTable } from '@/composables/useTable'
import { useUrlState } from '@/composables/useUrlState'
import type { Params } from '@/api/table'
import { count, day, list, text } from '@/urlState'
import { chosenColumns, KEY_COLUMNS, knownSort, USUAL_COLUMNS } from './columns'
import type { Question } from './useDetailRows'

/** What the page asks, as it stands in its address. */
export function useQuestion() {
  const { state, set } = useUrlState({
    sort: text(),
    columns: list(USUAL_COLUMNS),
    from: day(),
    to: day(),
    /** The first row in sight. */
    at: count(0),
    /** The key of the row that is open. */
    row: text(),
  })
  const { params } = useFilters()
  const columns = useTable('performance/details', { columns: 'all', limit: 1 }, true)
  const known = computed(() => columns.data.value?.columns)

  /** Dates count where no years are chosen. */
  const dates = computed(() => {
    const { from, to } = state.value
    return params.value['year'] || (from && to && from > to) ? { from: '', to: '' } : { from, to }
  })
  const chosen = computed(() =>
    state.value.columns === USUAL_COLUMNS ? USUAL_COLUMNS : known.value && chosenColumns(state.value.columns, known.value),
  )
  const sort = computed(() => (state.value.sort === '' ? '' : known.value && knownSort(state.value.sort, known.value)))
  const filters = computed<Params>(() => ({ ...params.value, ...dates.value }))

  /** Null while it is not known which of the columns in the address there are. */
  const question = computed<Question | null>((before) => {
    if (!chosen.value || sort.value === undefined) return null
    const now = { filters: filters.value, sort: sort.value, columns: [...new Set([...chosen.value, ...KEY_COLUMNS])] }
    return JSON.stringify(now) === JSON.stringify(before) ? before! : now
  })
  /** The same as a file: the columns in sight alone. */
  const exported = computed<Params>(() => ({ ...filters.value, sort: sort.value, columns: chosen.value }))
  return { state, set, dates, chosen, known, columns, question, exported }
}
