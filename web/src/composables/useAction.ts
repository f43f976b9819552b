import { ref, shallowRef } from 'vue'
import { ApiError } from '@/api/error'

/**
 * Something that a person sets off: sends once at a time, keeps what went wrong for the page to show, and leaves what was typed alone.
 * @returns run: resolves to whether it went well.
 */
export function useAction<A extends unknown[]>(act: (...given: A) => Promise<unknown>) {
  const isRunning = ref(false)
  const error = shallowRef<ApiError | Error | null>(null)
  async function run(...given: A): Promise<boolean> {
    if (isRunning.value) return false
    isRunning.value = true
    error.value = null
    try {
      await act(...given)
      return true
    } catch (reason) {
      error.value = reason as Error
      return false
    } finally {
      isRunning.value = false
    }
  }
  /** What the server says of a field. */
  const of = (field: string) => (error.value instanceof ApiError ? error.value.of(field) : undefined)
  return { run, isRunning, error, of }
}
