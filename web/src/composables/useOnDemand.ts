import { ref, shallowRef, type Component } from 'vue'
import { ApiError } from '@/api/error'
import { useProblem } from './useProblem'
import { useToasts } from './useToasts'

/** A panel or menu that is fetched when it is first opened, so that pages begin without it. `near` fetches it ahead, when the pointer comes close. */
export function useOnDemand(load: () => Promise<{ default: Component }>) {
  const toasts = useToasts()
  const { describe } = useProblem()
  const component = shallowRef<Component>()
  const isOpen = ref(false)

  async function open() {
    try {
      component.value ??= (await load()).default
      isOpen.value = true
    } catch {
      toasts.failed(describe(ApiError.unreachable()))
    }
  }
  return {
    component,
    isOpen,
    open,
    close: () => (isOpen.value = false),
    toggle: () => (isOpen.value ? (isOpen.value = false) : open()),
    near: () => void load().catch(() => undefined),
  }
}
