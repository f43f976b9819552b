import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Value } from '@/api/table'
import { useCatalog } from './useCatalog'
import { useLabels } from './useLabels'

/** Names of a dimension's members for people: Ohio for OH, Commercial auto for COMMAUTO. */
export function useMembers() {
  const { t } = useI18n()
  const { word, text } = useLabels()
  const { dimensions } = useCatalog()
  const labels = computed(
    () =>
      new Map(
        dimensions.value.map(
          ({ name, members }) => [name, new Map(members.map((member) => [member.name, member.label]))] as const,
        ),
      ),
  )

  function nameOf(dimension: string, member: Value | undefined): string {
    const value = String(member ?? 'none')
    if (value === 'none') return t('filter.none')
    if (dimension === 'product_line') return word(value)
    return text(labels.value.get(dimension)?.get(value) ?? value)
  }
  return { nameOf }
}
