import { api, dataOf, type Schemas } from '@/api/client'

export type Load = Schemas['Load']
export type LoadStatus = Schemas['LoadStatus']

export const loadKey = (id: string) => ['load', id]

export const fetchLoad = (id: string) => dataOf(api.GET('/api/v1/loads/{id}', { params: { path: { id } } }))

export const isUnderWay = (status: LoadStatus | undefined) => status === 'waiting' || status === 'running'

/** Whether nothing was done since the same file had been loaded before: a file that is loaded has at least one row. */
export const wasKnown = (load: Pick<Load, 'status' | 'rowsRead'>) => load.status === 'done' && load.rowsRead === 0

/** The share of a file that was read, 0 to 1; undefined before its first rows. */
export function shareOf(progress: Load['progress']): number | undefined {
  return progress && progress.totalBytes > 0 ? Math.min(1, progress.bytes / progress.totalBytes) : undefined
}

/** How a tag of a status is coloured. */
export const TONES: Record<LoadStatus, string> = {
  waiting: '',
  running: 'accent',
  done: 'good',
  failed: 'bad',
  cancelled: 'caution',
}
