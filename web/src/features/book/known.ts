import { ApiError } from '@/api/error'

/** A policy or claim with the version that changes of it send back, so that nobody's change is lost. */
export interface Known<T> {
  document: T
  version: string
}

export async function knownOf<T>(answer: Promise<{ data?: T; response: Response }>): Promise<Known<T>> {
  const { data, response } = await answer
  // A proxy that compresses makes a version weak; it names the same one.
  return { document: data as T, version: (response.headers.get('ETag') ?? '').replace(/^W\//, '') }
}

/** Whether something was not in the book yet, as far as the answer for a past day tells. */
export const wasNotYet = (asOf: string, error: unknown) => asOf !== '' && error instanceof ApiError && error.status === 404
