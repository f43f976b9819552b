import createClient, { type Middleware } from 'openapi-fetch'
import { ApiError } from './error'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

/** What a change by a session must send; every answer about the session brings it. */
let antiforgeryToken: string | null = null

/** Called when the server no longer knows the session; resolves to true when somebody has signed in again and the request may be repeated. */
let onSessionEnded: (() => Promise<boolean>) | undefined

export function useAntiforgeryToken(token: string | null) {
  antiforgeryToken = token
}

export function whenSessionEnds(ask: () => Promise<boolean>) {
  onSessionEnded = ask
}

const SIGN_IN = '/api/v1/session'

/**
 * Sends a request with what a session needs. Fails with an ApiError alone: also when there is no network, or when what answers is no ClaimBook.
 * A 401 asks for a sign-in over the page and, after it, sends the request again: what was typed on the page stays.
 */
export function send(request: Request): Promise<Response> {
  return withSession(request.url, async (headers) => {
    const sent = request.clone()
    if (request.method !== 'GET') for (const [name, value] of headers) sent.headers.set(name, value)
    try {
      return await fetch(sent)
    } catch (reason) {
      if (reason instanceof DOMException && reason.name === 'AbortError') throw reason
      throw ApiError.unreachable()
    }
  })
}

/** As `send`, for what is not sent by fetch: the attempt gets the headers to send, and is made again after a sign-in. */
export async function withSession(url: string, attempt: (headers: Headers) => Promise<Response>): Promise<Response> {
  const headers = () => new Headers(antiforgeryToken ? { 'Antiforgery-Token': antiforgeryToken } : {})
  const response = await attempt(headers())
  if (response.status === 401 && new URL(url, location.origin).pathname !== SIGN_IN && onSessionEnded && (await onSessionEnded()))
    return accept(await attempt(headers()))
  return accept(response)
}

async function accept(response: Response): Promise<Response> {
  if (!response.ok) throw await ApiError.of(response)
  return response
}

const failures: Middleware = {
  onError: ({ error }) => error as Error,
}

/** The HTTP API, typed from its own description. A refused or failed request throws an ApiError, so an answer always has data. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send })
api.use(failures)

/** The data of an answer. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}
