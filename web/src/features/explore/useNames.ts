import type { Column, Value } from '@/api/table'
import { useCatalog } from '@/composables/useCatalog'
import { useFormats } from '@/composables/useFormats'
import { useLabels } from '@/composables/useLabels'
import { useMembers } from '@/composables/useMembers'

/** Names of dimensions, their members, and figures in the reader's language. */
export function useNames() {
  const catalog = useCatalog()
  const formats = useFormats()
  const { column, word } = useLabels()
  const { nameOf } = useMembers()
  return {
    dimension: (name: string) => column({ label: catalog.dimension(name)?.label ?? name }),
    measure: (name: string) => column({ label: catalog.measure(name)?.label ?? name }),
    figure: (figure: Pick<Column, 'name' | 'label'>) => column(figure),
    member(dimension: string, member: Value): string {
      if (dimension === 'month' && typeof member === 'number') return formats.value.month(member)
      if (dimension === 'status' && typeof member === 'string') return word(member)
      return nameOf(dimension, member)
    },
  }
}
