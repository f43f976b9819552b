import { ApiError } from './error'
import { withSession } from './client'

/** How much of a file the server has. */
export type OnSent = (bytes: number) => void

/**
 * Sends a file as multipart/form-data. XMLHttpRequest, since fetch does not tell how far an upload is.
 * @returns What the server answers; an ApiError or, when `signal` ends it, an AbortError is thrown.
 */
export async function upload(url: string, file: File, onSent: OnSent, signal: AbortSignal): Promise<Response> {
  signal.throwIfAborted()
  await assertReadable(file)
  return withSession(url, (headers) => attempt(url, file, headers, onSent, signal))
}

/** A browser tells of a file that was moved, changed or taken out since it was chosen as if there were no network. */
async function assertReadable(file: File) {
  try {
    await file.slice(0, 1).arrayBuffer()
  } catch {
    throw new FileGone()
  }
}

/** The chosen file is not there any more, or has changed since it was chosen. */
export class FileGone extends Error {
  override readonly name = 'FileGone'
}

function attempt(url: string, file: File, headers: Headers, onSent: OnSent, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    const form = new FormData()
    form.append('file', file)
    request.open('POST', url)
    for (const [name, value] of headers) request.setRequestHeader(name, value)
    request.setRequestHeader('Accept', 'application/json')
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, file.size))
    request.onload = () => resolve(answerOf(request))
    request.onerror = () => assertReadable(file).then(() => reject(ApiError.unreachable()), reject)
    request.onabort = () => reject(signal.reason)
    request.onloadend = () => signal.removeEventListener('abort', abort)
    signal.addEventListener('abort', abort)
    request.send(form)
  })
}

function answerOf(request: XMLHttpRequest): Response {
  const headers = new Headers()
  for (const name of ['Content-Type', 'Retry-After', 'Location']) {
    const value = request.getResponseHeader(name)
    if (value !== null) headers.set(name, value)
  }
  return new Response(request.status === 204 ? null : request.responseText, { status: request.status, headers })
}
