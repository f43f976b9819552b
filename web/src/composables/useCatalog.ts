import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, dataOf, type Schemas } from '@/api/client'

export type Dimension = Schemas['Dimension']
export type Measure = Schemas['Measure']

/** What can be asked: dimensions and measures with labels, units, formulas and meanings. */
export function useCatalog() {
  const query = useQuery({
    queryKey: ['catalog'],
    queryFn: () => dataOf(api.GET('/api/v1/catalog')),
    meta: { isAside: true },
  })
  return {
    ...query,
    dimensions: computed<Dimension[]>(() => query.data.value?.dimensions ?? []),
    measures: computed<Measure[]>(() => query.data.value?.measures ?? []),
    measure: (name: string) => query.data.value?.measures.find((measure) => measure.name === name),
    dimension: (name: string) => query.data.value?.dimensions.find((dimension) => dimension.name === name),
  }
}
