import { useEventListener } from '@vueuse/core'
import { computed, nextTick, onMounted, ref, shallowRef, triggerRef, type Ref } from 'vue'
import type { Column, Row } from '@/api/table'
import { useFormats } from '@/composables/useFormats'
import { useLabels } from '@/composables/useLabels'
import { isFigure } from '@/format'
import { ColumnWidths, measureLike } from './columnWidths'

interface DrawnRow {
  row: Row | undefined
  texts: readonly string[]
}

/** What overflows a cell is measured without the padding that follows it. */
const PADDING = 12

/** The texts of a table's cells, each made once, and columns as wide as these need. */
export function useCellTexts(frame: Ref<HTMLElement | null>, columns: () => readonly Column[]) {
  const formats = useFormats()
  const { column: nameOf } = useLabels()
  /** The font that texts are measured in may arrive after them. */
  const fonts = ref(0)
  onMounted(() => fonts.value++)
  useEventListener(document.fonts, 'loadingdone', () => fonts.value++)

  const texts = computed(() => ({ of: new WeakMap<Row, readonly string[]>(), columns: columns(), formats: formats.value }))
  function textsOf(row: Row): readonly string[] {
    const { of, columns, formats } = texts.value
    let made = of.get(row)
    if (!made) of.set(row, (made = columns.map((column) => formats.cell(column, row[column.name]))))
    return made
  }

  /** The same columns of another answer are as wide as before. */
  const shape = computed(() => JSON.stringify([fonts.value, columns().map((column) => [nameOf(column), isFigure(column)])]))
  const sizes = computed(() => {
    const [, heads] = JSON.parse(shape.value) as [number, [name: string, isFigure: boolean][]]
    const measure = measureLike(frame.value ?? document.body)
    return shallowRef(
      new ColumnWidths(
        heads.map(([name]) => name),
        heads.map(([, isFigure]) => isFigure),
        measure,
      ),
    )
  })

  /** Makes room for what is drawn, whatever was guessed. @returns Whether a column became wider. */
  function seeDrawn(into: ColumnWidths): boolean {
    let isWider = false
    for (const row of frame.value?.querySelectorAll('tr') ?? []) {
      let index = 0
      for (const cell of row.cells) {
        if (cell.scrollWidth > cell.clientWidth) isWider = into.need(index, cell.scrollWidth + PADDING) || isWider
        index += cell.colSpan
      }
    }
    return isWider
  }

  /** Makes room for rows and their total. */
  async function see(rows: readonly DrawnRow[], total: Row | undefined) {
    const now = sizes.value
    let isWider = false
    for (const { row, texts } of rows) if (row) isWider = now.value.see(texts) || isWider
    if (total) isWider = now.value.see(textsOf(total)) || isWider
    if (isWider) {
      triggerRef(now)
      await nextTick()
    }
    // Other sizes, of another font or other columns, are seen to by themselves.
    if (now === sizes.value && seeDrawn(now.value)) triggerRef(now)
  }

  return {
    textsOf,
    shape,
    see,
    widths: computed(() => [...sizes.value.value.widths]),
    width: computed(() => sizes.value.value.widths.reduce((sum, each) => sum + each, 0)),
  }
}
