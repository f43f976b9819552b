import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { send, type Schemas } from '@/api/client'
import { ApiError } from '@/api/error'
import { fileName, save } from '@/api/table'
import { upload } from '@/api/upload'
import { useAction } from '@/composables/useAction'
import { MOST_BYTES, type ImportWhat } from './fields'
import { importUrl, noOptions, type ImportOptions } from './options'
import { questionsOf, type Questions } from './questions'

export type ImportReport = Schemas['Import']

/** A file on its way into the book: chosen, previewed as often as it takes, imported. */
export function useImport(what: ImportWhat) {
  const client = useQueryClient()
  const file = shallowRef<File | null>(null)
  const options = shallowRef<ImportOptions>(noOptions())
  /** What is being sent; null while nothing is. */
  const sending = ref<'preview' | 'import' | null>(null)
  const sent = ref(0)
  const report = shallowRef<ImportReport | null>(null)
  const questions = shallowRef<Questions | null>(null)
  const error = shallowRef<Error | null>(null)
  /** The file is too large to be sent. */
  const isTooLarge = ref(false)
  let current: AbortController | undefined

  /** Sends the file. A later file, or other options, end an earlier preview: its answer is for nobody. */
  async function run(as: 'preview' | 'import') {
    if (!file.value || sending.value === 'import') return
    current?.abort()
    const abort = (current = new AbortController())
    sending.value = as
    sent.value = 0
    error.value = null
    try {
      const url = importUrl(what, options.value, as === 'preview' ? { preview: 'true' } : {})
      const answer = await upload(url, file.value, (bytes) => abort === current && (sent.value = bytes), abort.signal)
      const read = (await answer.json()) as ImportReport
      if (abort !== current) return
      report.value = read
      questions.value = null
      if (as === 'import') void client.invalidateQueries()
    } catch (reason) {
      if (abort !== current) return
      questions.value = reason instanceof ApiError && reason.status === 400 ? questionsOf(reason.problems) : null
      if (questions.value) report.value = null
      else if (!abort.signal.aborted) error.value = reason as Error
    } finally {
      if (abort === current) sending.value = null
    }
  }

  function clear() {
    current?.abort()
    current = undefined
    options.value = noOptions()
    isTooLarge.value = false
    file.value = report.value = questions.value = error.value = sending.value = null
  }

  function choose(chosen: File) {
    if (sending.value === 'import') return
    clear()
    isTooLarge.value = chosen.size > MOST_BYTES
    if (isTooLarge.value) return
    file.value = chosen
    void run('preview')
  }

  function say(changes: Partial<ImportOptions>) {
    options.value = { ...options.value, ...changes }
    void run('preview')
  }

  /** The rows that are not imported, with their reasons, as a file. */
  const fetching = useAction(async (format: 'csv' | 'xlsx') => {
    const body = new FormData()
    body.append('file', file.value!)
    const url = new URL(importUrl(what, options.value, { preview: 'true', rejects: format }), location.origin)
    const answer = await send(new Request(url, { method: 'POST', body }))
    save(await answer.blob(), fileName(answer.headers.get('Content-Disposition')) ?? `${what}-rejects.${format}`)
  })

  onScopeDispose(() => current?.abort())
  return {
    file,
    options,
    sending,
    sent,
    report,
    questions,
    error,
    isTooLarge,
    choose,
    say,
    clear,
    run,
    rejects: fetching,
  }
}
