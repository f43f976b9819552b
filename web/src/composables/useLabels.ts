import { useI18n } from 'vue-i18n'
import type { Column } from '@/api/table'
import { serverText } from '@/i18n'

/** What the server names, in the reader's language: columns, measures, dimensions, and words such as a status. */
export function useLabels() {
  const { t, te } = useI18n()

  function column({ label }: Pick<Column, 'label'>): string {
    const compared = /^(.+), (prior year|change)$/.exec(label)
    if (!compared) return serverText(label)
    return t(compared[2] === 'change' ? 'compared.change' : 'compared.prior', { measure: serverText(compared[1]!) })
  }
  /** A word of the API such as a status or a kind of transaction: closed_with_payment. */
  const word = (value: string) => (te(`word.${value}`) ? t(`word.${value}`) : value.replaceAll('_', ' '))
  /** A sentence of the catalog, or a member's name. */
  const text = (english: string) => serverText(english)
  return { column, word, text }
}
