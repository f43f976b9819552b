import { computed } from 'vue'
import type { Column, Value } from '@/api/table'
import { useCatalog } from '@/composables/useCatalog'
import { useFormats } from '@/composables/useFormats'
import { useLabels } from '@/composables/useLabels'
import { useMembers } from '@/composables/useMembers'

/**
 * Names of dimensions, their members, and figures in the reader's language.
 * @param isOfFiles Whether years are those of the files, of which incomplete ones are marked.
 */
export function useNames(isOfFiles: () => boolean) {
  const catalog = useCatalog()
  const formats = useFormats()
  const { column, text, word } = useLabels()
  const { nameOf } = useMembers()
  const incomplete = computed(
    () => new Set((catalog.data.value?.years ?? []).filter(({ isComplete }) => !isComplete).map(({ year }) => year)),
  )
  return {
    dimension: (name: string) => column({ label: catalog.dimension(name)?.label ?? name }),
    measure: (name: string) => column({ label: catalog.measure(name)?.label ?? name }),
    figure: (figure: Pick<Column, 'label'>) => column(figure),
    /** What a dimension or measure means. */
    meaning: text,
    member(dimension: string, member: Value): string {
      if (dimension === 'month' && typeof member === 'number') return formats.value.month(member)
      if (dimension === 'status' && typeof member === 'string') return word(member)
      const name = nameOf(dimension, member)
      return dimension === 'year' && isOfFiles() && incomplete.value.has(member as number) ? `${name}*` : name
    },
  }
}
