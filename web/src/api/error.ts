/** One thing that is wrong with one parameter or field. */
export interface FieldProblem {
  parameter: string
  message: string
}

/** A request that the server refused, failed at, or never got. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  /**
   * @param status The HTTP status; 0 if there was no answer.
   * @param detail What the server says about it; empty if it said nothing.
   * @param problems What is wrong, field by field.
   * @param retryAfter Seconds after which another try makes sense.
   */
  constructor(
    readonly status: number,
    readonly detail = '',
    readonly problems: readonly FieldProblem[] = [],
    readonly retryAfter?: number,
  ) {
    super(detail || `HTTP ${status}`)
  }

  static unreachable(): ApiError {
    return new ApiError(0)
  }

  /** Reads problem details (RFC 9457); of anything else, such as a proxy's page, only the status counts. */
  static async of(response: Response): Promise<ApiError> {
    const retryAfter = Number(response.headers.get('Retry-After')) || undefined
    if (!response.headers.get('Content-Type')?.includes('json')) return new ApiError(response.status, '', [], retryAfter)
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; errors?: FieldProblem[] }
    return new ApiError(response.status, problem.detail ?? '', problem.errors ?? [], retryAfter)
  }

  /** The messages of a field. */
  of(field: string): string | undefined {
    const messages = this.problems.filter((problem) => problem.parameter === field).map((problem) => problem.message)
    return messages.length ? messages.join(' ') : undefined
  }
}
