import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/error'
import { queries } from '@/api/queries'

const fetchLoad = vi.hoisted(() => vi.fn())
vi.mock('@/features/data/loads', async (original) => ({ ...(await original<object>()), fetchLoad }))
const { follow } = await import('@/features/data/follow')

/** Stands in for the browser's stream; a test makes it open, speak and break. */
class Stream {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static all: Stream[] = []
  readyState = Stream.CONNECTING
  onerror: (() => void) | null = null
  readonly #listeners = new Map<string, (event: { data: string }) => void>()

  constructor(readonly url: string) {
    Stream.all.push(this)
  }

  addEventListener(name: string, listener: (event: { data: string }) => void) {
    this.#listeners.set(name, listener)
  }

  say(name: string, load: object) {
    this.readyState = Stream.OPEN
    this.#listeners.get(name)!({ data: JSON.stringify(load) })
  }

  refuse() {
    this.readyState = Stream.CLOSED
    this.onerror?.()
  }

  close() {
    this.readyState = Stream.CLOSED
  }
}

const state = (id: string) => (queries.getQueryData(['load', id]) as { status: string } | undefined)?.status

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
  Stream.all = []
  fetchLoad.mockReset()
})

afterEach(() => {
  queries.clear()
  vi.useRealTimers()
})

describe('following a load', () => {
  it('takes what the stream says, and ends with the load', async () => {
    follow('a')
    expect(Stream.all.map(({ url }) => url)).toEqual(['/api/v1/loads/a/events'])
    Stream.all[0]!.say('progress', { status: 'running' })
    expect(state('a')).toBe('running')
    await vi.advanceTimersByTimeAsync(4000)
    expect(fetchLoad).not.toHaveBeenCalled()
    Stream.all[0]!.say('done', { status: 'done', loadId: 7 })
    expect(state('a')).toBe('done')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(Stream.all).toHaveLength(1)
    expect(Stream.all[0]!.readyState).toBe(Stream.CLOSED)
    expect(fetchLoad).not.toHaveBeenCalled()
  })

  it('asks where the stream is refused, tries it again, and ends with the load', async () => {
    fetchLoad.mockResolvedValueOnce({ status: 'running' }).mockResolvedValueOnce({ status: 'failed' })
    follow('b')
    Stream.all[0]!.refuse()
    await vi.advanceTimersByTimeAsync(2000)
    expect(state('b')).toBe('running')
    expect(Stream.all).toHaveLength(2)
    Stream.all[1]!.refuse()
    await vi.advanceTimersByTimeAsync(2000)
    expect(state('b')).toBe('failed')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fetchLoad).toHaveBeenCalledTimes(2)
  })

  it('goes on over a server that does not answer, and ends with one that knows the load no more', async () => {
    fetchLoad.mockRejectedValueOnce(ApiError.unreachable()).mockRejectedValueOnce(new ApiError(404))
    follow('c')
    for (const stream of Stream.all) stream.refuse()
    await vi.advanceTimersByTimeAsync(2000)
    for (const stream of Stream.all) stream.refuse()
    await vi.advanceTimersByTimeAsync(2000)
    expect(fetchLoad).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fetchLoad).toHaveBeenCalledTimes(2)
  })

  it('shares one stream between several who follow, and opens two at most', () => {
    const stops = [follow('d'), follow('d'), follow('e'), follow('f')]
    expect(Stream.all).toHaveLength(2)
    stops[0]!()
    expect(Stream.all[0]!.readyState).toBe(Stream.CONNECTING)
    stops[1]!()
    expect(Stream.all[0]!.readyState).toBe(Stream.CLOSED)
    stops[2]!()
    stops[3]!()
  })
})
