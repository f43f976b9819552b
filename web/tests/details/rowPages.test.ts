import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/error'
import type { Table } from '@/api/table'
import { PAGE_SIZE, pagesWanted, RowPages } from '@/features/details/rowPages'

/** Answers requests for pages one by one, when the test says so. */
class Server {
  rowCount = 100_000
  loadId = 1
  readonly waiting: { page: number; signal: AbortSignal; answer: (error?: Error) => Promise<void> }[] = []

  fetch = (offset: number, limit: number, signal: AbortSignal) =>
    new Promise<Table>((resolve, reject) => {
      const [rowCount, loadId] = [this.rowCount, this.loadId]
      const rows = Array.from({ length: Math.max(0, Math.min(limit, rowCount - offset)) }, (_, at) => ({ agency: offset + at }))
      const answer = (error?: Error) => {
        if (error) reject(error)
        else resolve({ columns: [], rows, rowCount, notices: [], loadId })
        return settled()
      }
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      this.waiting.push({ page: offset / PAGE_SIZE, signal, answer })
    })

  /** The pages that are asked for and not cancelled. */
  asked = () => this.waiting.filter(({ signal }) => !signal.aborted).map(({ page }) => page)

  async answerAll() {
    while (this.waiting.length) {
      const next = this.waiting.shift()!
      if (!next.signal.aborted) await next.answer()
      else await settled()
    }
  }
}

const settled = async () => void (await vi.advanceTimersByTimeAsync(0))

function start(server = new Server()) {
  const onChange = vi.fn()
  const onNewLoad = vi.fn()
  return { server, onChange, onNewLoad, pages: new RowPages(server.fetch, onChange, onNewLoad) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the pages to have', () => {
  it('are those in sight, the nearest to their middle first, then their neighbours', () => {
    expect(pagesWanted(1000, 1040, 100_000)).toEqual([5, 4, 6])
    // From 1190 to 1230: pages 5 and 6; the middle, 1210, is in page 6.
    expect(pagesWanted(1190, 1230, 100_000)).toEqual([6, 5, 7, 4])
  })

  it('end with the table', () => {
    expect(pagesWanted(0, 40, 100_000)).toEqual([0, 1])
    expect(pagesWanted(99_990, 99_999, 100_000)).toEqual([499, 498])
    expect(pagesWanted(0, 10, 0)).toEqual([0])
  })

  it('are all of a table that can be printed', () => {
    expect(pagesWanted(400, 440, 1000)).toEqual([2, 1, 3, 0, 4])
  })
})

describe('pages of rows', () => {
  it('come as they are in sight, their neighbours behind them', async () => {
    const { server, pages } = start()
    pages.show(10_000, 10_040)
    expect(server.asked()).toEqual([50])
    await server.waiting.shift()!.answer()
    expect(pages.rowAt(10_003)).toEqual({ agency: 10_003 })
    expect(pages.rowAt(10_200)).toBeUndefined()
    // Of the two neighbours the nearer first: row 10,020 is nearer to page 49.
    expect(server.asked()).toEqual([49, 51])
  })

  it('are cancelled when they are scrolled past', async () => {
    const { server, pages } = start()
    pages.show(0, 40)
    await server.waiting.shift()!.answer()
    pages.show(20_000, 20_040)
    const first = server.waiting.find(({ page }) => page === 100)
    pages.show(60_000, 60_040)
    await settled()
    expect(server.asked()).toEqual([300, 299])
    expect(first?.signal.aborted ?? true).toBe(true)
    await server.answerAll()
    expect(pages.rowAt(60_000)).toEqual({ agency: 60_000 })
    expect(pages.rowAt(20_000)).toBeUndefined()
  })

  it('are never of two loads: a newer one ends this answer', async () => {
    const { server, pages, onNewLoad } = start()
    pages.show(0, 40)
    await server.waiting.shift()!.answer()
    server.loadId = 2
    pages.show(5000, 5040)
    await settled()
    await server.answerAll()
    expect(onNewLoad).toHaveBeenCalledOnce()
    expect(pages.rowAt(5000)).toBeUndefined()
    expect(pages.rowAt(0)).toEqual({ agency: 0 })
  })

  it('of an older load are asked for again after a moment', async () => {
    const { server, pages, onNewLoad } = start()
    server.loadId = 2
    pages.show(0, 40)
    await server.waiting.shift()!.answer()
    server.loadId = 1
    pages.show(5000, 5040)
    await settled()
    await server.answerAll()
    expect(pages.rowAt(5000)).toBeUndefined()
    server.loadId = 2
    await vi.advanceTimersByTimeAsync(1000)
    await server.answerAll()
    expect(pages.rowAt(5000)).toEqual({ agency: 5000 })
    expect(onNewLoad).not.toHaveBeenCalled()
  })

  it('that fail for a moment are tried again, others say so', async () => {
    const { server, pages, onChange } = start()
    pages.show(0, 40)
    await server.waiting.shift()!.answer(new ApiError(429, '', [], 1))
    expect(onChange).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1000)
    expect(server.asked()).toEqual([0])
    await server.waiting.shift()!.answer(new ApiError(400, 'no'))
    expect(onChange).toHaveBeenCalledOnce()
    expect(pages.error?.message).toBe('no')
  })

  it('ask for nothing once they are over', async () => {
    const { server, pages, onChange } = start()
    pages.show(0, 40)
    pages.end()
    await server.answerAll()
    pages.show(0, 40)
    expect(server.asked()).toEqual([])
    expect(onChange).not.toHaveBeenCalled()
  })
})
