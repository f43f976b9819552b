import { computed } from 'vue'
import { Formats } from '@/format'
import { currentLocale, formatLocale } from '@/i18n'

const formats = computed(() => {
  currentLocale()
  return new Formats(formatLocale())
})

/** Formats of the reader's locale; they change with the language. */
export function useFormats() {
  return formats
}
