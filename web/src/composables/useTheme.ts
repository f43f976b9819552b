import { useEventListener, useMediaQuery } from '@vueuse/core'
import { computed, ref } from 'vue'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'claimbook.theme'
const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)')
const isOnPaper = useMediaQuery('print')
/** A browser counts the pages before it says that the medium is paper. */
const isAboutToPrint = ref(false)
useEventListener(window, 'beforeprint', () => (isAboutToPrint.value = true))
useEventListener(window, 'afterprint', () => (isAboutToPrint.value = false))
const isPrinting = computed(() => isOnPaper.value || isAboutToPrint.value)
const theme = ref<Theme>((document.documentElement.dataset['theme'] as Theme | undefined) ?? 'system')

/** Light or dark: the system's, unless another was chosen. What is printed is light. */
export function useTheme() {
  function setTheme(chosen: Theme) {
    theme.value = chosen
    if (chosen === 'system') {
      delete document.documentElement.dataset['theme']
      localStorage.removeItem(KEY)
    } else {
      document.documentElement.dataset['theme'] = chosen
      localStorage.setItem(KEY, chosen)
    }
  }
  const isDark = computed(() => !isPrinting.value && (theme.value === 'dark' || (theme.value === 'system' && systemIsDark.value)))
  return { theme, isDark, isPrinting, isOnPaper, setTheme }
}
