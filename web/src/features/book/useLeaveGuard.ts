import { useEventListener } from '@vueuse/core'
import { shallowRef } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized } from 'vue-router'

/**
 * Asks before somebody leaves what they typed: within the app by a dialog (`asking` is there while it is open), else as the browser does.
 * @param isDirty Whether something would be lost.
 * @param stays Whether a change of the address stays where that was typed.
 */
export function useLeaveGuard(isDirty: () => boolean, stays: (to: RouteLocationNormalized) => boolean = () => false) {
  const asking = shallowRef<{ answer: (leave: boolean) => void } | null>(null)

  function ask(): Promise<boolean> {
    asking.value?.answer(false)
    return new Promise((resolve) => {
      asking.value = {
        answer: (leave) => {
          asking.value = null
          resolve(leave)
        },
      }
    })
  }
  const guard = (to: RouteLocationNormalized) => (isDirty() && !stays(to) ? ask() : true)

  onBeforeRouteLeave(guard)
  onBeforeRouteUpdate(guard)
  useEventListener(window, 'beforeunload', (event) => isDirty() && event.preventDefault())
  /** Closes what holds the typing, a dialog say, if nothing would be lost or nobody minds. */
  async function closing(close: () => void) {
    if (!isDirty() || (await ask())) close()
  }
  return { asking, closing }
}
