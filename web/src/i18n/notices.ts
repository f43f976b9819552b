type Translate = (key: string, values: Record<string, string>) => string

/**
 * The server's notices are English sentences; these are their shapes, each with the key of its translation and the names of its parts.
 * What has another shape stays as it is.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^Incomplete years: (?<years>.*)\.$/, 'notice.incompleteYears'],
  [/^Prior years count the same days as the years they are compared with, estimated: (?<years>.*)\.$/, 'notice.priorYears'],
]

export function translate(notice: string, t: Translate): string {
  for (const [shape, key] of SHAPES) {
    const parts = shape.exec(notice)
    if (parts) return t(key, { ...parts.groups })
  }
  return notice
}
