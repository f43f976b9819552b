import { afterEach, describe, expect, it, vi } from 'vitest'
import { send, useAntiforgeryToken, whenSessionEnds } from '@/api/client'
import { ApiError } from '@/api/error'

const at = (path: string, init?: RequestInit) => new Request(new URL(path, 'http://localhost'), init)
const answers = (...responses: (Response | Error)[]) => {
  const fetch = vi.fn((request: Request) => {
    void request
    const next = responses.shift()!
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
  })
  vi.stubGlobal('fetch', fetch)
  return fetch
}
const problem = (status: number, body: object, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } })

afterEach(() => {
  vi.unstubAllGlobals()
  whenSessionEnds(() => Promise.resolve(false))
})

describe('a request', () => {
  it('of a change carries the anti-forgery token, a question does not', async () => {
    useAntiforgeryToken('t1')
    const fetch = answers(new Response(), new Response())
    await send(at('/api/v1/claims', { method: 'POST', body: '{}' }))
    await send(at('/api/v1/claims'))
    expect(fetch.mock.calls.map(([request]) => request.headers.get('Antiforgery-Token'))).toEqual(['t1', null])
  })

  it('that is refused says what is wrong with which field', async () => {
    answers(
      problem(400, { detail: 'premium: must be above zero', errors: [{ parameter: 'premium', message: 'must be above zero' }] }),
    )
    const error = await send(at('/api/v1/policies')).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect((error as ApiError).of('premium')).toBe('must be above zero')
    expect((error as ApiError).of('holder')).toBeUndefined()
  })

  it.each([
    ['no network', new TypeError('Failed to fetch'), 0, undefined],
    [
      "a proxy's page",
      new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }),
      502,
      undefined,
    ],
    ['broken JSON', new Response('{', { status: 500, headers: { 'Content-Type': 'application/json' } }), 500, undefined],
    ['too many at once', problem(429, { detail: 'wait' }, { 'Retry-After': '7' }), 429, 7],
  ])('that meets %s fails with an ApiError', async (_, answer, status, retryAfter) => {
    answers(answer)
    const error = (await send(at('/api/v1/agencies')).catch((reason: unknown) => reason)) as ApiError
    expect([error.constructor, error.status, error.retryAfter]).toEqual([ApiError, status, retryAfter])
  })

  it('whose session has ended is sent again, body and all, with the new token after a sign-in', async () => {
    useAntiforgeryToken('old')
    const fetch = answers(problem(401, {}), new Response('done'))
    whenSessionEnds(() => {
      useAntiforgeryToken('new')
      return Promise.resolve(true)
    })
    const response = await send(at('/api/v1/claims', { method: 'POST', body: '{"cost":1}' }))
    expect(await response.text()).toBe('done')
    const repeated = fetch.mock.calls[1]![0]
    expect([repeated.headers.get('Antiforgery-Token'), await repeated.text()]).toEqual(['new', '{"cost":1}'])
  })

  it('to sign in asks for no other sign-in', async () => {
    const ask = vi.fn(() => Promise.resolve(true))
    whenSessionEnds(ask)
    answers(problem(401, {}))
    await expect(send(at('/api/v1/session', { method: 'POST' }))).rejects.toMatchObject({ status: 401 })
    expect(ask).not.toHaveBeenCalled()
  })
})
