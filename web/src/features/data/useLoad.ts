import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { follow } from './follow'
import { fetchLoad, isUnderWay, loadKey } from './loads'

/** A load, followed for as long as it is under way. */
export function useLoad(id: MaybeRefOrGetter<string>) {
  const query = useQuery({
    queryKey: computed(() => loadKey(toValue(id))),
    queryFn: () => fetchLoad(toValue(id)),
  })
  watch(
    [() => toValue(id), () => isUnderWay(query.data.value?.status)] as const,
    ([load, goesOn], _, onCleanup) => goesOn && onCleanup(follow(load)),
    { immediate: true },
  )
  return query
}
