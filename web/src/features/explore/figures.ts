import type { Column, Value } from '@/api/table'
import type { Formats } from '@/format'

/** A measure's column of an answer, the one of the year before, or the one of the change between. */
export type Part = 'value' | 'prior' | 'change'

export const partOf = (name: string): Part => (/_(prior|change)$/.exec(name)?.[1] as Part | undefined) ?? 'value'

export const measureOf = (name: string) => name.replace(/_(?:prior|change)$/, '')

/** A figure as the table writes it: money to the cent, a change with its sign, one of a ratio in percentage points. */
export function figureText(formats: Formats, figure: Pick<Column, 'name' | 'kind' | 'unit'>, value: Value | undefined): string {
  if (typeof value !== 'number' || partOf(figure.name) !== 'change') return formats.cell(figure, value)
  if (figure.unit === 'ratio') return formats.change('ratio', value)
  return `${value > 0 ? '+' : ''}${formats.cell(figure, value)}`
}

/** Whether a change is for the better. */
export function toneOf(
  figure: Pick<Column, 'name'>,
  value: Value | undefined,
  moreIsBetter: boolean | null | undefined,
): 'good' | 'bad' | undefined {
  if (partOf(figure.name) !== 'change' || typeof value !== 'number' || value === 0 || moreIsBetter == null) return undefined
  return value > 0 === moreIsBetter ? 'good' : 'bad'
}
