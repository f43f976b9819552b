import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, type Schemas } from '@/api/client'
import { knownOf, type Known } from '@/features/book/known'

export type Claim = Schemas['Claim']

const keyOf = (reference: string, asOf: string) => ['claim', reference, asOf]

/** A claim as it was known on a day, with its version; '' for now. */
export function useClaim(reference: MaybeRefOrGetter<string>, asOf: MaybeRefOrGetter<string> = '') {
  return useQuery({
    queryKey: computed(() => keyOf(toValue(reference), toValue(asOf))),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      knownOf(
        api.GET('/api/v1/claims/{reference}', {
          params: { path: { reference: toValue(reference) }, query: toValue(asOf) ? { asOf: toValue(asOf) } : {} },
          signal,
        }),
      ),
  })
}

/** Is told what became of a claim by a change: everything that is shown is asked again. */
export function useClaimChanged() {
  const client = useQueryClient()
  return (known: Known<Claim>) => {
    void client.invalidateQueries()
    client.setQueryData(keyOf(known.document.reference, ''), known)
  }
}
