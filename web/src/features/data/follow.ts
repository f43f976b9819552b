import { noteLoad, queries } from '@/api/queries'
import { fetchLoad, isUnderWay, loadKey, type Load } from './loads'
import { ApiError } from '@/api/error'

const PAUSE = 2000
/** A browser has six connections for a server, for all tabs together. */
const MOST_STREAMS = 2

let streams = 0

/**
 * Follows a load to its end and keeps the newest state of it in the cache: by server-sent events, and where these break or are too many, by asking.
 * A tab in the background holds no connection.
 */
class Follower {
  uses = 0
  #stream: EventSource | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #isStopped = false

  constructor(readonly id: string) {
    this.#open()
    this.#timer = setTimeout(() => this.#tick(), PAUSE)
    document.addEventListener('visibilitychange', this.#onVisibility)
  }

  stop() {
    this.#isStopped = true
    clearTimeout(this.#timer)
    document.removeEventListener('visibilitychange', this.#onVisibility)
    this.#close()
  }

  #onVisibility = () => {
    clearTimeout(this.#timer)
    if (document.hidden) this.#close()
    else void this.#tick()
  }

  async #tick() {
    if (this.#stream?.readyState !== EventSource.OPEN) await this.#ask()
    if (this.#isStopped || document.hidden) return
    this.#open()
    this.#timer = setTimeout(() => this.#tick(), PAUSE)
  }

  /** Asks as a query does: what goes wrong stands beside the load until an answer comes. */
  async #ask() {
    try {
      const load = await queries.fetchQuery({
        queryKey: loadKey(this.id),
        queryFn: () => fetchLoad(this.id),
        staleTime: 0,
        retry: false,
      })
      if (!isUnderWay(load.status)) end(this.id, load)
    } catch (error) {
      // A server that was started anew knows nothing of the loads that it ended; and nobody may be signed in any more.
      if (error instanceof ApiError && (error.status === 404 || error.status === 401)) end(this.id)
    }
  }

  #open() {
    if (this.#stream || this.#isStopped || streams >= MOST_STREAMS) return
    const stream = new EventSource(`/api/v1/loads/${encodeURIComponent(this.id)}/events`)
    this.#stream = stream
    streams++
    for (const name of ['progress', 'done', 'failed', 'cancelled'])
      stream.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const load = JSON.parse(data) as Load
        queries.setQueryData(loadKey(this.id), load)
        if (!isUnderWay(load.status)) end(this.id, load)
      })
    // A broken connection the browser opens again by itself; a refused one, such as after the end of the session, it does not.
    stream.onerror = () => stream.readyState === EventSource.CLOSED && this.#close()
  }

  #close() {
    if (!this.#stream) return
    this.#stream.close()
    this.#stream = undefined
    streams--
  }
}

const followers = new Map<string, Follower>()

function end(id: string, load?: Load) {
  followers.get(id)?.stop()
  followers.delete(id)
  if (load?.status === 'done') {
    noteLoad(load.loadId)
    void queries.invalidateQueries()
  } else void queries.invalidateQueries({ queryKey: ['pages', 'loads'] })
}

/** Follows a load that is under way; several who do share one connection. Returns what ends it. */
export function follow(id: string): () => void {
  const follower = followers.get(id) ?? new Follower(id)
  followers.set(id, follower)
  follower.uses++
  return () => {
    if (--follower.uses > 0 || followers.get(id) !== follower) return
    follower.stop()
    followers.delete(id)
  }
}
