import { computed, shallowReactive, shallowRef, watch } from 'vue'
import { queries } from '@/api/queries'
import { upload } from '@/api/upload'
import { useSession } from '@/composables/useSession'
import { follow } from './follow'
import { loadKey, type Load } from './loads'
import { uploadUrl, type LoadOptions } from './options'

export interface Upload {
  readonly key: number
  readonly file: File
  readonly options: LoadOptions
  readonly by: string
  /** queued: another file is being sent; sent: the server has it and loads it. */
  stage: 'queued' | 'sending' | 'sent' | 'failed'
  /** Bytes that were sent, and since when, in milliseconds. */
  sent: number
  since: number
  error: Error | null
  /** The load that it became. */
  load: string | null
}

const { me } = useSession()
const uploads = shallowRef<readonly Upload[]>([])
const aborts = new Map<number, AbortController>()
let last = 0

const isUnsent = computed(() => uploads.value.some(({ stage }) => stage === 'queued' || stage === 'sending'))
const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault()
watch(isUnsent, (unsent) => {
  if (unsent) addEventListener('beforeunload', askBeforeLeaving)
  else removeEventListener('beforeunload', askBeforeLeaving)
})

/** One file at a time: each gets all of the line, and the server loads them one after the other anyway. */
async function next(): Promise<void> {
  if (uploads.value.some(({ stage }) => stage === 'sending')) return
  const item = uploads.value.find(({ stage }) => stage === 'queued')
  if (!item) return
  const abort = new AbortController()
  aborts.set(item.key, abort)
  Object.assign(item, { stage: 'sending', sent: 0, since: Date.now() })
  try {
    const answer = await upload(uploadUrl(item.options), item.file, (bytes) => (item.sent = bytes), abort.signal)
    const load = (await answer.json()) as Load
    queries.setQueryData(loadKey(load.id), load)
    // To its end, whichever page is open then.
    follow(load.id)
    Object.assign(item, { stage: 'sent', load: load.id })
  } catch (error) {
    if (abort.signal.aborted) dismiss(item.key)
    else Object.assign(item, { stage: 'failed', error })
  } finally {
    aborts.delete(item.key)
    uploads.value = [...uploads.value]
    void next()
  }
}

function add(file: File, options: LoadOptions) {
  const by = me.value?.email ?? ''
  const item: Upload = { key: ++last, file, options, by, stage: 'queued', sent: 0, since: 0, error: null, load: null }
  uploads.value = [shallowReactive(item), ...uploads.value]
  void next()
}

/** Ends the sending; what the server has of it, it throws away. */
function cancel(key: number) {
  const abort = aborts.get(key)
  if (abort) abort.abort()
  else dismiss(key)
}

function retry(key: number) {
  const item = uploads.value.find((candidate) => candidate.key === key)
  if (item) Object.assign(item, { stage: 'queued', error: null })
  uploads.value = [...uploads.value]
  void next()
}

function dismiss(key: number) {
  uploads.value = uploads.value.filter((item) => item.key !== key)
}

/** The files that this tab sends or has sent, the latest first. They go on while other pages are open. */
export function useUploads() {
  return { uploads: computed(() => uploads.value.filter(({ by }) => by === me.value?.email)), add, cancel, retry, dismiss }
}
