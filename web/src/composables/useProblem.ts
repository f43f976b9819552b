import { useI18n } from 'vue-i18n'
import { ApiError } from '@/api/error'

const TOLD = new Set([0, 400, 401, 403, 404, 409, 412, 413, 428, 429, 500, 503, 507])

/** Says plainly what went wrong and what to do. */
export function useProblem() {
  const { t } = useI18n()
  /** One or two sentences: ours about the kind of failure, then the server's own words. */
  function describe(error: unknown): string {
    if (!(error instanceof ApiError))
      return t('problem.page', { message: error instanceof Error ? error.message : String(error) })
    const kind = TOLD.has(error.status)
      ? t(`problem.${error.status}`, { seconds: error.retryAfter ?? 5 })
      : t('problem.other', { status: error.status })
    const isPlain = error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 429
    return isPlain && error.detail ? `${kind} ${error.detail}` : kind
  }
  return { describe }
}
