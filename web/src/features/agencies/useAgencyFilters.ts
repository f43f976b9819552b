import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Option } from '@/components/MultiSelect.vue'
import { useCatalog } from '@/composables/useCatalog'
import { useTable } from '@/composables/useTable'
import { NONE, valuesOf } from './agencyList'

export const FILTERS = ['agency_size', 'vendor', 'appointment_decade', 'primary_agency'] as const
export type AgencyFilter = (typeof FILTERS)[number]

const each = <T>(make: (name: AgencyFilter) => T) =>
  Object.fromEntries(FILTERS.map((name) => [name, make(name)])) as Record<AgencyFilter, T>

/** What the agencies can be filtered by, and what of it an address chooses. */
export function useAgencyFilters(state: Ref<Record<AgencyFilter, readonly string[]>>) {
  const { t } = useI18n()
  const { dimension } = useCatalog()
  const all = useTable('agencies')

  const sizes = computed(() => dimension('agency_size')?.members.map((member) => member.name) ?? [])
  const values = computed(() => {
    const rows = all.data.value?.rows
    return rows && each((name) => (name === 'agency_size' && sizes.value.length ? sizes.value : valuesOf(rows, name)))
  })
  const options = computed(() =>
    each((name): Option[] => (values.value?.[name] ?? []).map((value) => ({ value, label: value === NONE ? t('agencies.no') : value }))),
  )
  /** The parameters of the question: values that nobody has, typed into an address, are left out. Undefined until that is known. */
  const params = computed(() => {
    const known = values.value
    return known && each((name) => state.value[name].filter((value) => known[name].includes(value)))
  })
  return { all, sizes, options, params }
}
