import { useEventListener } from '@vueuse/core'
import { ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { PageLink } from '@/shell/pages'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** The keys that work on every page: Ctrl+K and / for the palette, ? for help, g and a letter to go somewhere. */
export function useKeys(pages: Ref<PageLink[]>) {
  const router = useRouter()
  const dialog = ref<'palette' | 'keys' | null>(null)
  let wentAt = 0

  useEventListener(document, 'keydown', (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      dialog.value = 'palette'
      return
    }
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || dialog.value !== null) return
    if (event.key === '?') dialog.value = 'keys'
    else if (event.key === '/') {
      event.preventDefault()
      const search = document.querySelector<HTMLInputElement>('main input[type="search"]')
      if (search) search.focus()
      else dialog.value = 'palette'
    } else if (event.key === 'g') wentAt = event.timeStamp
    else if (event.timeStamp - wentAt < 1500) {
      wentAt = 0
      const page = pages.value.find((candidate) => candidate.key === event.key)
      if (page) void router.push({ name: page.name })
    }
  })
  return { dialog }
}
