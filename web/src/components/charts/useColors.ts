import { computed } from 'vue'
import { useTheme } from '@/composables/useTheme'

export interface Colors {
  text: string
  quiet: string
  line: string
  surface: string
  raised: string
  accent: string
  good: string
  bad: string
  low: string
  high: string
  series: string[]
}

/** The colours of the page's tokens as a chart needs them: plain values, of the theme that is shown. */
export function useColors() {
  const { isDark } = useTheme()
  return computed<Colors>(() => {
    const probe = document.createElement('span')
    probe.style.colorScheme = isDark.value ? 'dark' : 'light'
    document.body.append(probe)
    const token = (name: string) => {
      probe.style.color = `var(--${name})`
      return getComputedStyle(probe).color
    }
    const colors = {
      text: token('text'),
      quiet: token('text-quiet'),
      line: token('line'),
      surface: token('surface'),
      raised: token('raised'),
      accent: token('accent'),
      good: token('good'),
      bad: token('bad'),
      low: token('scale-low'),
      high: token('scale-high'),
      series: [1, 2, 3, 4, 5, 6].map((number) => token(`series-${number}`)),
    }
    probe.remove()
    return colors
  })
}
