import { computed } from 'vue'
import type { Option } from '@/components/MultiSelect.vue'
import { useCatalog } from '@/composables/useCatalog'
import { useLabels } from '@/composables/useLabels'
import { useTable } from '@/composables/useTable'

export type Choice = 'status' | 'productLine' | 'product' | 'state' | 'agency' | 'cause'

/** What fields of policies and claims can be, to choose from. The book may know others: what is chosen already is always among them. */
export function useChoices(statuses: readonly string[] = []) {
  const catalog = useCatalog()
  const agencies = useTable('agencies', {}, true)
  const { word } = useLabels()
  const members = (dimension: string): Option[] =>
    (catalog.dimension(dimension)?.members ?? []).map(({ name, label }) => ({
      value: name,
      label: name === label ? name : `${name} · ${label}`,
    }))

  const all = computed<Record<Choice, Option[]>>(() => ({
    status: statuses.map((value) => ({ value, label: word(value) })),
    productLine: ['CL', 'PL'].map((value) => ({ value, label: `${value} · ${word(value)}` })),
    product: members('product'),
    state: members('state'),
    cause: members('cause').map(({ value }) => ({ value, label: value })),
    agency: (agencies.data.value?.rows ?? []).map((row) => ({ value: String(row['agency']), label: String(row['agency']) })),
  }))
  function choices(name: Choice, chosen: readonly string[] = []): Option[] {
    const known = all.value[name]
    const others = chosen.filter((value) => !known.some((option) => option.value === value))
    return others.length ? [...others.map((value) => ({ value, label: value })), ...known] : known
  }
  return { choices }
}
