import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Value } from '@/api/table'
import { useCatalog } from './useCatalog'

/** Names of a dimension's members for people: Ohio for OH, Commercial auto for COMMAUTO. */
export function useMembers() {
  const { t, te } = useI18n()
  const { dimensions } = useCatalog()
  const labels = computed(
    () =>
      new Map(
        dimensions.value.map((dimension) => [
          dimension.name,
          new Map(dimension.members.map((member) => [member.name, member.label])),
        ]),
      ),
  )

  function nameOf(dimension: string, member: Value | undefined): string {
    const value = String(member ?? 'none')
    const key = `member.${dimension}.${value.replaceAll(/[^A-Za-z0-9]+/g, '_')}`
    return te(key) ? t(key) : (labels.value.get(dimension)?.get(value) ?? value)
  }
  return { nameOf }
}
