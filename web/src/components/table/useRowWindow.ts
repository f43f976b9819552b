import { useDebounceFn, useElementSize, useEventListener } from '@vueuse/core'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useTheme } from '@/composables/useTheme'
import { columnsAt, type ColumnSpan } from './columnWindow'
import { ROW_HEIGHT, scrollFor, windowAt, windowSize, type RowWindow } from './rowWindow'

/**
 * Which rows and columns of a long table are in sight of the frame that it scrolls in.
 * @param frame The element that scrolls.
 * @param count How many rows there are.
 * @param widths How wide the columns are.
 * @param onRest Told the first row in sight when the scrolling has ended.
 */
export function useRowWindow(
  frame: Ref<HTMLElement | null>,
  count: () => number,
  widths: () => readonly number[],
  onRest: (first: number) => void,
) {
  const { width, height } = useElementSize(frame, { width: 1280, height: 640 })
  const { isPrinting } = useTheme()
  const top = ref(0)
  const left = ref(0)
  const columns = shallowRef<ColumnSpan>({ first: 0, last: widths().length - 1 })
  const shown = shallowRef<RowWindow>(windowAt(0, height.value, count()))
  const size = computed(() => windowSize(height.value))
  const rest = useDebounceFn(() => onRest(Math.round(top.value / ROW_HEIGHT)), 250)

  function update() {
    // On paper the frame is as high as its rows are: more rows would call for more, without an end.
    if (isPrinting.value) return
    const now = windowAt(top.value, height.value, count())
    if (now.first !== shown.value.first || now.last !== shown.value.last) shown.value = now
  }
  watch([height, count, isPrinting], update)

  watch(
    [left, width, widths],
    () => {
      const now = columnsAt(left.value, width.value, widths())
      if (now.first !== columns.value.first || now.last !== columns.value.last) columns.value = now
    },
    { immediate: true },
  )

  useEventListener(
    frame,
    'scroll',
    () => {
      if (!frame.value) return
      left.value = frame.value.scrollLeft
      if (frame.value.scrollTop === top.value) return
      top.value = frame.value.scrollTop
      update()
      void rest()
    },
    { passive: true },
  )

  /** The height between the head and the foot. */
  function free() {
    const table = frame.value?.querySelector('table')
    return (frame.value?.clientHeight ?? height.value) - (table?.tHead?.offsetHeight ?? 0) - (table?.tFoot?.offsetHeight ?? 0)
  }

  /** Brings a row into sight; with `toTop` as the first. */
  function scrollTo(index: number, toTop = false) {
    if (!frame.value) return
    const to = toTop ? index * ROW_HEIGHT : scrollFor(index, frame.value.scrollTop, free())
    if (to === undefined) return
    frame.value.scrollTop = to
    top.value = frame.value.scrollTop
    update()
  }

  return { shown, columns, size, scrollTo, rowsInSight: () => Math.max(1, Math.floor(free() / ROW_HEIGHT)) }
}
