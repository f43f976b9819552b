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
export async function send(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await attempt(request)
  if (response.status === 401 && new URL(request.url).pathname !== SIGN_IN && onSessionEnded && (await onSessionEnded()))
    return accept(await attempt(again))
  return accept(response)
}

async function attempt(request: Request): Promise<Response> {
  if (request.method !== 'GET' && antiforgeryToken) request.headers.set('Antiforgery-Token', antiforgeryToken)
  try {
    return await fetch(request)
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason
    throw ApiError.unreachable()
  }
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
