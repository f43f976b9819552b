import { computed } from 'vue'
import { useCatalog } from '@/composables/useCatalog'
import { useFilters } from '@/composables/useFilters'
import { useLabels } from '@/composables/useLabels'
import { useMembers } from '@/composables/useMembers'
import { FILTER_NAMES, type FilterName } from '@/filters'

/** The filters in words, for the head of a printed report. */
export function useAskedFilters(names: readonly FilterName[] = FILTER_NAMES) {
  const { filters } = useFilters()
  const { dimension } = useCatalog()
  const { column } = useLabels()
  const { nameOf } = useMembers()
  return computed(() =>
    names
      .filter((name) => filters.value[name].length)
      .map((name) => {
        const members = filters.value[name].map((member) => nameOf(name, member)).join(', ')
        return [column({ label: dimension(name)?.label ?? name }), members] as const
      }),
  )
}
