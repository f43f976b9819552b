import { ApiError } from './error'
import { send, type Schemas } from './client'

export type Column = Schemas['Column']
export type Value = string | number | boolean | null
export type Row = Readonly<Record<string, Value>>

/** The shape of every list, summary and report. */
export interface Table {
  columns: Column[]
  rows: Row[]
  total?: Row
  rowCount: number
  notices: string[]
  loadId?: number
  nextCursor?: string | null
}

export type Params = Readonly<Record<string, string | number | boolean | readonly string[] | undefined | null>>

/** The routes that answer with a table. */
export type TablePath =
  | 'performance/summary'
  | 'performance/details'
  | 'quotes/summary'
  | 'claims/summary'
  | 'policies/summary'
  | 'agencies'
  | 'reports/premium'
  | 'reports/loss-run'
  | 'reports/claims-bordereau'
  | 'policies'
  | 'claims'
  | 'policies/export'
  | 'claims/export'
  | `policies/${string}/claims`
  | `policies/${string}/history`
  | `claims/${string}/transactions`
  | `claims/${string}/history`
  | 'loads'
  | `loads/${string}/rejects`
  | 'users'
  | 'tokens'
  | 'audit'

/**
 * The address of a table. Values of undefined, null and '' and empty lists are left out; lists are joined by commas, except conditions (having), which the
 * API takes one by one.
 */
export function tableUrl(path: TablePath, params: Params = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (name === 'having' && Array.isArray(value)) {
      for (const condition of value) search.append(name, condition)
      continue
    }
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '')
    if (text !== '') search.set(name, text)
  }
  const query = search.toString()
  return `/api/v1/${path}${query ? `?${query}` : ''}`
}

export async function getTable(path: TablePath, params: Params = {}, signal?: AbortSignal): Promise<Table> {
  const request = new Request(new URL(tableUrl(path, params), location.origin), {
    signal: signal ?? null,
    headers: { Accept: 'application/json' },
  })
  return (await send(request)).json() as Promise<Table>
}

export type FileFormat = 'csv' | 'xlsx' | 'json'

/** Fetches a table as a file and hands it to the browser under the name that the server gives. */
export async function download(path: TablePath, params: Params, format: FileFormat): Promise<void> {
  const response = await send(new Request(new URL(tableUrl(path, { ...params, format }), location.origin)))
  save(await response.blob(), fileName(response.headers.get('Content-Disposition')) ?? `${path.replaceAll('/', '-')}.${format}`)
}

/** Hands a file to the browser. */
export function save(content: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** The file name of a Content-Disposition header, RFC 6266. */
export function fileName(disposition: string | null): string | undefined {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (extended) return decodeURIComponent(extended)
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1]
}

export { ApiError }
