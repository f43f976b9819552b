import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useToasts } from '@/composables/useToasts'
import { drillTo } from './drill'
import type { PivotColumn, PivotRow } from './pivot'
import type { Question } from './question'

/** Leads from a figure to the rows behind it, or says why it cannot. */
export function useDrill() {
  const { t } = useI18n()
  const router = useRouter()
  const toasts = useToasts()
  return function drill(question: Question, row: PivotRow, column: PivotColumn, elsewhere: boolean) {
    const place = drillTo(question, row.path, column)
    if (typeof place === 'string') toasts.failed(t(`explore.noRows.${place}`))
    else if (elsewhere) window.open(router.resolve(place).href, '_blank', 'noopener')
    else void router.push(place)
  }
}
