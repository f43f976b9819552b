import { computed } from 'vue'
import { useCatalog } from '@/composables/useCatalog'

/** The latest complete year of the data, in which agencies are compared. */
export function useLatestYear() {
  const { data } = useCatalog()
  return computed(() => data.value?.years.filter((year) => year.isComplete).at(-1)?.year)
}
