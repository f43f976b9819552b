import { ref } from 'vue'

export interface Toast {
  id: number
  kind: 'done' | 'failed'
  text: string
}

const toasts = ref<Toast[]>([])
let last = 0

/** Short messages at the edge of the page about what was just done, or could not be. */
export function useToasts() {
  const dismiss = (id: number) => (toasts.value = toasts.value.filter((toast) => toast.id !== id))
  function show(kind: Toast['kind'], text: string) {
    const id = ++last
    toasts.value = [...toasts.value.slice(-2), { id, kind, text }]
    if (kind === 'done') setTimeout(() => dismiss(id), 6000)
  }
  return { toasts, dismiss, done: (text: string) => show('done', text), failed: (text: string) => show('failed', text) }
}
