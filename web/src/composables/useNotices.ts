import { useI18n } from 'vue-i18n'
import { translate } from '@/i18n/notices'

/** The server's notices in the reader's language. */
export function useNotices() {
  const { t, locale } = useI18n()
  return { read: (notice: string) => (locale.value === 'en' ? notice : translate(notice, t)) }
}
