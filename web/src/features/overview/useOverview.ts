import { computed } from 'vue'
import type { Table } from '@/api/table'
import { useCatalog } from '@/composables/useCatalog'
import { useFilters } from '@/composables/useFilters'
import { useTable } from '@/composables/useTable'
import { filterParams, type Filters } from '@/filters'
import { MOST_COMPARED } from './extremes'
import { KPIS, usualYear } from './kpis'

const SHOWN = 'written_premium,earned_premium,loss_ratio,premium_growth'

/** All figures of the overview: each chart is filtered by everything but its own dimension. */
export function useOverview() {
  const catalog = useCatalog()
  const { filters, toggle, clear, count } = useFilters()
  const years = computed(() => catalog.data.value?.years ?? [])
  const usual = computed(() => usualYear(years.value))
  const period = computed(() => filters.value.year || usual.value)

  const isReady = computed(() => years.value.length > 0)
  const summary = (params: () => Record<string, string | number>, ...except: (keyof Filters)[]) =>
    useTable(
      () => (isReady.value ? 'performance/summary' : null),
      () => ({ ...params(), ...filterParams({ ...filters.value, year: period.value }, ...except) }),
    )

  const tables = {
    now: summary(() => ({ measures: KPIS.join(), compare: 'prior_year' })),
    years: summary(() => ({ by: 'year', measures: KPIS.join() }), 'year'),
    lines: summary(() => ({ by: 'product_line', measures: SHOWN, sort: '-written_premium' }), 'product_line'),
    products: summary(() => ({ by: 'product', measures: SHOWN, sort: '-written_premium' }), 'product'),
    states: summary(() => ({ by: 'state', measures: SHOWN }), 'state'),
    agencies: summary(() => ({
      by: 'agency',
      measures: 'earned_premium,loss_ratio,premium_growth',
      sort: '-earned_premium',
      limit: MOST_COMPARED,
    })),
    // Quotes have neither year nor product nor state.
    quotes: useTable(
      () => (isReady.value ? 'quotes/summary' : null),
      () => ({ measures: 'quotes,binds,hit_ratio', ...filterParams(filters.value, 'year', 'product', 'state') }),
    ),
  }
  const all = Object.values(tables)

  return {
    catalog,
    tables,
    filters,
    toggle,
    clear,
    count,
    years,
    usual,
    /** The years that are shown, as the API writes them. */
    period,
    failure: computed(() => [catalog, ...all].find((query) => query.error.value)?.error.value),
    retry: () => Promise.all([catalog, ...all].filter((query) => query.error.value).map((query) => query.refetch())),
    notices: computed(() => noticesOf(all.map((query) => query.data.value))),
  }
}

export type OverviewTables = ReturnType<typeof useOverview>['tables']

/** What the answers say to their reader, each once. Totals over years are not shown, so nothing is said about them. */
export function noticesOf(answers: readonly (Pick<Table, 'notices'> | undefined)[]): string[] {
  return [...new Set(answers.flatMap((answer) => answer?.notices ?? []))].filter(
    (notice) => !notice.startsWith('The total is of '),
  )
}
