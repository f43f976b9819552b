import { useElementSize, useScroll } from '@vueuse/core'
import { computed, type Ref } from 'vue'

/** Where columns begin, and where the last ends. */
export function offsetsOf(widths: readonly number[]): number[] {
  const offsets = [0]
  for (const width of widths) offsets.push(offsets.at(-1)! + width)
  return offsets
}

/** The columns between two places, and one more on either side. */
export function between(offsets: readonly number[], left: number, right: number): { first: number; last: number } {
  const last = offsets.length - 2
  const isBefore = (offset: number) => offset <= left
  const first = Math.max(0, offsets.findLastIndex(isBefore) - 1)
  const end = offsets.findIndex((offset) => offset >= right)
  return { first: Math.min(first, Math.max(0, last)), last: end < 0 ? last : Math.min(last, end) }
}

/** The columns in sight of a frame that scrolls: only these are drawn. */
export function useColumnWindow(frame: Ref<HTMLElement | null>, widths: Ref<readonly number[]>) {
  const { x } = useScroll(frame)
  const { width } = useElementSize(frame, { width: 1600, height: 0 })
  const offsets = computed(() => offsetsOf(widths.value))
  const window = computed(() => between(offsets.value, x.value, x.value + width.value))

  /** Scrolls sideways until a column is in sight, beside the names, which stand still. */
  function showColumn(column: number, names: number) {
    const element = frame.value
    if (!element || column < 0) return
    const [left, right] = [offsets.value[column]!, offsets.value[column + 1]!]
    const room = element.clientWidth - names
    if (left < element.scrollLeft) element.scrollLeft = left
    else if (right > element.scrollLeft + room) element.scrollLeft = right - room
  }
  return { first: computed(() => window.value.first), last: computed(() => window.value.last), showColumn }
}
