import { useI18n } from 'vue-i18n'
import type { Column } from '@/api/table'

/** Names of columns, measures, dimensions and words of the API in the reader's language; what has no translation keeps the server's name. */
export function useLabels() {
  const { t, te, locale } = useI18n()
  const known = (key: string, otherwise: string) => (te(key) ? t(key) : otherwise)

  function column({ name, label }: Pick<Column, 'name' | 'label'>): string {
    if (locale.value === 'en') return label
    const kind = /^(.+)_(prior|change)$/.exec(name)
    if (kind && te(`column.${kind[1]}`)) return t(`column.of_${kind[2]}`, { measure: t(`column.${kind[1]}`) })
    return known(`column.${name}`, label)
  }
  /** A word of the API such as a status or a kind of transaction: closed_with_payment. */
  const word = (value: string) => known(`word.${value}`, value.replaceAll('_', ' '))
  return { column, word }
}
