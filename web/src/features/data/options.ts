export interface LoadOptions {
  /** Facts that the file does not have are deleted. */
  readonly replace: boolean
  /** Also a file that was loaded before. */
  readonly force: boolean
  /** The largest share of rejected lines with which the load goes through, 0 to 1; null leaves it to the server. */
  readonly maxRejectRate: number | null
}

/** Reads a percentage as people write it: 10, 2.5, 2,5, 10 %. Undefined if it is none from 0 to 100; null if nothing was typed. */
export function readShare(typed: string): number | null | undefined {
  const text = typed.replace('%', '').trim().replace(',', '.')
  if (text === '') return null
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text)) return undefined
  const percent = Number(text)
  return percent <= 100 ? Number((percent / 100).toFixed(6)) : undefined
}

export function uploadUrl({ replace, force, maxRejectRate }: LoadOptions): string {
  const search = new URLSearchParams()
  if (replace) search.set('replace', 'true')
  if (force) search.set('force', 'true')
  if (maxRejectRate !== null) search.set('maxRejectRate', String(maxRejectRate))
  return `/api/v1/loads${search.size ? `?${search}` : ''}`
}
