import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, reactive } from 'vue'
import type { Params } from '@/api/table'
import { useRows } from '@/composables/useRows'

const COUNT = 1000

interface Asked {
  search: URLSearchParams
  signal: AbortSignal
  answer: () => void
  fail: (status: number) => void
}

const asked: Asked[] = []

/** Rows say their question and number: OH 0, OH 1 ... */
function respond(search: URLSearchParams) {
  const [limit, offset] = [Number(search.get('limit')), Number(search.get('offset'))]
  const rows = Array.from({ length: Math.max(0, Math.min(limit, COUNT - offset)) }, (_, place) => ({
    name: `${search.get('state')} ${offset + place}`,
  }))
  return Response.json({ columns: [], rows, rowCount: COUNT, notices: [] })
}

function begin(params: Params) {
  let rows!: ReturnType<typeof useRows>
  const wrapper = mount(
    defineComponent({ setup: () => ((rows = useRows('policies', () => ({ ...params }), 100)), () => h('div')) }),
    {
      global: {
        plugins: [[VueQueryPlugin, { queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }) }]],
      },
    },
  )
  return { rows, wrapper }
}

const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await vi.advanceTimersByTimeAsync(20)
  await nextTick()
}

beforeEach(() => {
  asked.length = 0
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (request: Request) => {
    const search = new URL(request.url).searchParams
    return new Promise<Response>((resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')))
      asked.push({
        search,
        signal: request.signal,
        answer: () => resolve(respond(search)),
        fail: (status) => resolve(new Response('', { status })),
      })
    })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the rows of a long table', () => {
  it('are asked for page by page as they come into sight', async () => {
    const { rows } = begin({ state: 'OH' })
    expect(rows.rowAt(0)).toBeUndefined()
    await settled()
    asked[0]!.answer()
    await settled()
    expect(rows.rowCount.value).toBe(COUNT)
    expect(rows.rowAt(99)).toEqual({ name: 'OH 99' })

    void rows.onRange(420, 440)
    await settled()
    expect(asked.slice(1).map((one) => one.search.get('offset'))).toEqual(['300', '400'])
    asked[2]!.answer()
    await settled()
    expect(rows.rowAt(430)).toEqual({ name: 'OH 430' })
    expect(rows.rowAt(350)).toBeUndefined()
  })

  it('are no longer waited for once they are out of sight', async () => {
    const { rows } = begin({ state: 'OH' })
    await settled()
    asked[0]!.answer()
    await settled()
    void rows.onRange(560, 580)
    await settled()
    void rows.onRange(960, 980)
    await settled()
    expect(asked.filter((one) => one.signal.aborted).map((one) => one.search.get('offset'))).toEqual(['500', '600'])
  })

  it('stay while a new question is on its way, whose late predecessor never takes its place', async () => {
    const params = reactive({ state: 'OH' })
    const { rows } = begin(params)
    await settled()
    asked[0]!.answer()
    await settled()
    expect(rows.shownQuestions.value).toBe(1)

    params.state = 'PA'
    await settled()
    params.state = 'KY'
    await settled()
    expect(rows.rowAt(5)).toEqual({ name: 'OH 5' })
    expect(rows.shownQuestions.value).toBe(1)
    asked[2]!.answer()
    await settled()
    asked[1]!.answer()
    await settled()
    expect(rows.rowAt(5)).toEqual({ name: 'KY 5' })
    expect(rows.shownQuestions.value).toBe(2)
  })

  it('stay when the next question fails, with the reason, and are there again after another try', async () => {
    const params = reactive({ state: 'OH' })
    const { rows } = begin(params)
    await settled()
    asked[0]!.answer()
    await settled()
    params.state = 'PA'
    await settled()
    asked[1]!.fail(400)
    await settled()
    expect(rows.error.value).toMatchObject({ status: 400 })
    expect(rows.rowAt(5)).toEqual({ name: 'OH 5' })
    void rows.refetch()
    await settled()
    asked[2]!.answer()
    await settled()
    expect(rows.error.value).toBeNull()
    expect(rows.rowAt(5)).toEqual({ name: 'PA 5' })
  })

  it('of a question that is asked again go on to be scrolled through', async () => {
    const params = reactive({ state: 'OH' })
    const { rows } = begin(params)
    await settled()
    asked[0]!.answer()
    await settled()
    params.state = 'PA'
    params.state = 'OH'
    await settled()
    void rows.onRange(560, 580)
    await settled()
    expect(asked.at(-1)!.search.toString()).toBe('state=OH&limit=100&offset=600')
  })

  it('that are in sight when a new question is answered are asked for', async () => {
    const params = reactive({ state: 'OH' })
    const { rows } = begin(params)
    await settled()
    asked[0]!.answer()
    await settled()
    void rows.onRange(960, 980)
    await settled()
    params.state = 'PA'
    await settled()
    asked.at(-1)!.answer()
    await settled()
    expect(asked.at(-1)!.search.toString()).toBe('state=PA&limit=100&offset=900')
  })

  it('end with their page', async () => {
    const { wrapper } = begin({ state: 'OH' })
    await settled()
    wrapper.unmount()
    await settled()
    expect(asked[0]!.signal.aborted).toBe(true)
  })
})
