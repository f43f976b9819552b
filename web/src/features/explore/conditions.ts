/** A condition on a figure of a row: written_premium>100000. */
export interface Condition {
  figure: string
  operator: Operator
  value: number
}

export const OPERATORS = ['>', '>=', '<', '<=', '='] as const
export type Operator = (typeof OPERATORS)[number]

const CONDITION = /^([a-z_]+)(>=|<=|>|<|=)(-?\d{1,15}(?:\.\d{1,6})?)$/

export function parseCondition(text: string): Condition | undefined {
  const [, figure, operator, value] = CONDITION.exec(text) ?? []
  return figure === undefined ? undefined : { figure, operator: operator as Operator, value: Number(value) }
}

export const writeCondition = ({ figure, operator, value }: Condition) => `${figure}${operator}${value}`

/** The figure that a condition is on; '' if it is no condition. */
export const figureOf = (condition: string) => parseCondition(condition)?.figure ?? ''

/**
 * Reads a number as it is typed: 1,000.5 or 1 000,5, and 65 % as 0.65 where shares are asked for.
 * @returns undefined if it is none.
 */
export function readNumber(typed: string, isShare: boolean): number | undefined {
  const hasPercent = typed.trim().endsWith('%')
  const plain = typed.replace(/[\s\u00a0\u202f%$]/g, '').replace('\u2212', '-')
  const comma = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain.replace(',', '.')
  if (!/^-?\d{1,15}(?:\.\d{1,6})?$/.test(comma)) return undefined
  const number = Number(comma)
  return isShare && hasPercent ? Number((number / 100).toFixed(6)) : number
}
