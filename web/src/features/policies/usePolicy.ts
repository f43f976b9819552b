import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, type Schemas } from '@/api/client'
import { knownOf, type Known } from '@/features/book/known'

export type Policy = Schemas['Policy']

const keyOf = (number: string, asOf: string) => ['policy', number, asOf]

/** A policy as it was known on a day, with its version; '' for now. An empty number asks nothing. */
export function usePolicy(number: MaybeRefOrGetter<string>, asOf: MaybeRefOrGetter<string> = '') {
  return useQuery({
    queryKey: computed(() => keyOf(toValue(number), toValue(asOf))),
    enabled: computed(() => toValue(number) !== ''),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      knownOf(
        api.GET('/api/v1/policies/{number}', {
          params: { path: { number: toValue(number) }, query: toValue(asOf) ? { asOf: toValue(asOf) } : {} },
          signal,
        }),
      ),
  })
}

/** Is told what became of a policy by a change: everything that is shown is asked again. */
export function usePolicyChanged() {
  const client = useQueryClient()
  return (known: Known<Policy>) => {
    void client.invalidateQueries()
    client.setQueryData(keyOf(known.document.number, ''), known)
  }
}
