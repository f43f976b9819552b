import { ApiError } from '@/api/error'
import type { Row, Table } from '@/api/table'

/** Rows of a page. */
export const PAGE_SIZE = 200
/** Tables of no more rows are fetched whole, when there is time, so that they can be printed. */
const FETCHED_WHOLE = 5000
const PAGES_KEPT = 60
const AT_ONCE = 2
const TRIES = 3

export type FetchPage = (offset: number, limit: number, signal: AbortSignal) => Promise<Table>

/**
 * The pages to have while the rows from first to last are in sight: those with these rows, nearest to their middle first, then their neighbours, then, of a
 * table that is fetched whole, all others.
 */
export function pagesWanted(first: number, last: number, rowCount: number): number[] {
  const middle = (first + last) / 2 / PAGE_SIZE - 0.5
  const [from, to, end] = [first, last, Math.max(0, rowCount - 1)].map((row) => Math.floor(row / PAGE_SIZE)) as [
    number,
    number,
    number,
  ]
  const [low, high] = rowCount <= FETCHED_WHOLE ? [0, end] : [Math.max(0, from - 1), Math.min(end, to + 1)]
  const isInSight = (page: number) => page >= from && page <= to
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index).sort(
    (left, right) => Number(isInSight(right)) - Number(isInSight(left)) || Math.abs(left - middle) - Math.abs(right - middle),
  )
}

/**
 * The pages of one answer, of one state of the data, fetched as their rows come into sight. What is scrolled past is cancelled; a page of a newer load is
 * no page of this answer.
 */
export class RowPages {
  /** Columns, total, notices and number of rows; undefined until the first page is there. */
  head: Table | undefined
  error: Error | null = null
  readonly #pages = new Map<number, readonly Row[]>()
  readonly #underWay = new Map<number, AbortController>()
  readonly #tries = new Map<number, number>()
  #inSight: [first: number, last: number] = [0, 0]
  #again: ReturnType<typeof setTimeout> | undefined
  #isOver = false

  /**
   * @param fetch Fetches some rows.
   * @param onChange Called when rows have come, or when they could not.
   * @param onNewLoad Called when the data has changed since the first page.
   */
  constructor(
    readonly fetch: FetchPage,
    readonly onChange: () => void,
    readonly onNewLoad: () => void,
  ) {}

  rowAt(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE]
  }

  /** The place of a row among those that are here; -1 if it is not. */
  indexOf(isIt: (row: Row) => boolean): number {
    for (const [page, rows] of this.#pages) {
      const index = rows.findIndex(isIt)
      if (index >= 0) return page * PAGE_SIZE + index
    }
    return -1
  }

  /** Says which rows are in sight. */
  show(first: number, last: number) {
    this.#inSight = [first, last]
    this.#proceed()
  }

  end() {
    this.#isOver = true
    clearTimeout(this.#again)
    for (const request of this.#underWay.values()) request.abort()
  }

  #wanted() {
    const [first, last] = this.#inSight
    return this.head ? pagesWanted(first, last, this.head.rowCount) : [Math.floor(first / PAGE_SIZE)]
  }

  #proceed() {
    if (this.#isOver || this.error) return
    const wanted = this.#wanted()
    for (const [page, request] of this.#underWay) if (!wanted.includes(page)) request.abort()
    for (const page of wanted) {
      if (this.#underWay.size >= AT_ONCE) return
      if (!this.#pages.has(page) && !this.#underWay.has(page)) void this.#ask(page)
    }
  }

  async #ask(page: number) {
    const request = new AbortController()
    this.#underWay.set(page, request)
    try {
      const table = await this.fetch(page * PAGE_SIZE, PAGE_SIZE, request.signal)
      if (!request.signal.aborted) this.#take(page, table)
    } catch (error) {
      if (!request.signal.aborted) this.#fail(page, error as Error)
    } finally {
      this.#underWay.delete(page)
      this.#proceed()
    }
  }

  #take(page: number, table: Table) {
    const [known, came] = [this.head?.loadId ?? 0, table.loadId ?? 0]
    if (this.head && came > known) return this.#startOver()
    // Another node of the server may not know the newest load yet.
    if (this.head && came < known) return this.#fail(page, new ApiError(503, '', [], 1))
    this.head ??= table
    this.#pages.set(page, table.rows)
    this.#tries.delete(page)
    this.#forget()
    this.onChange()
  }

  #startOver() {
    this.end()
    this.onNewLoad()
  }

  #fail(page: number, error: Error) {
    const tries = (this.#tries.get(page) ?? 0) + 1
    this.#tries.set(page, tries)
    const mayPass = error instanceof ApiError && [0, 429, 503].includes(error.status)
    this.error = error
    if (mayPass && tries < TRIES) {
      clearTimeout(this.#again)
      this.#again = setTimeout(
        () => {
          this.error = null
          this.#proceed()
        },
        Math.min(error.retryAfter ?? 2 ** tries, 10) * 1000,
      )
    } else this.onChange()
  }

  /** Lets go of the pages farthest from those in sight. */
  #forget() {
    if (this.#pages.size <= PAGES_KEPT) return
    const middle = (this.#inSight[0] + this.#inSight[1]) / 2 / PAGE_SIZE
    const farthest = [...this.#pages.keys()].sort((left, right) => Math.abs(right - middle) - Math.abs(left - middle))
    for (const page of farthest.slice(0, this.#pages.size - PAGES_KEPT)) this.#pages.delete(page)
  }
}
