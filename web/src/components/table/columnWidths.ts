/** Padding, and room for what the measure of a text cannot know. */
const AROUND = 18
/** The arrow of a head that sorts. */
const ARROW = 12
/** Heads are bolder than what is measured. */
const BOLD = 1.05
const LEAST = 48
/** Longer texts end in an ellipsis. Figures are never cut. */
const MOST = 448

type Measure = (text: string) => number

/**
 * How wide the columns of a table are: a good guess, made true by what is drawn. Each is as wide as the widest that was seen in it and never
 * narrower again, so that nothing jumps while somebody scrolls.
 */
export class ColumnWidths {
  readonly #longest: number[]
  readonly widths: number[]

  /**
   * @param heads The columns' names as they are shown.
   * @param isFigure Whether a column holds figures.
   * @param measure How wide a text is.
   */
  constructor(
    heads: readonly string[],
    readonly isFigure: readonly boolean[],
    readonly measure: Measure,
  ) {
    this.widths = heads.map((head) => Math.max(LEAST, Math.ceil(measure(head) * BOLD) + AROUND + ARROW))
    this.#longest = heads.map(() => 0)
  }

  /** Makes room for a row's texts. @returns Whether a column became wider. */
  see(texts: readonly string[]): boolean {
    let isWider = false
    texts.forEach((text, index) => {
      // Figures have digits of one width, so only a longer text can be wider; of names nearly so.
      if (text.length <= this.#longest[index]!) return
      this.#longest[index] = text.length
      isWider = this.need(index, this.measure(text) + AROUND) || isWider
    })
    return isWider
  }

  /** Makes a column at least so wide. @returns Whether it became wider. */
  need(index: number, width: number): boolean {
    const wanted = Math.ceil(this.isFigure[index] ? width : Math.min(width, MOST))
    if (wanted <= this.widths[index]!) return false
    this.widths[index] = wanted
    return true
  }
}

let context: CanvasRenderingContext2D | null | undefined

/** Measures texts as an element would show them. */
export function measureLike(element: Element): Measure {
  const style = getComputedStyle(element)
  const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  const letter = Number.parseFloat(style.fontSize) * 0.56
  context ??= document.createElement('canvas').getContext('2d')
  return (text) => {
    if (!context) return text.length * letter
    context.font = font
    // A canvas knows no tabular figures; these, and Inter's signs beside them, are as wide as a zero.
    return context.measureText(text.replace(/[\d$+\u2212-]/g, '0')).width
  }
}
