import type { Measure } from '@/composables/useCatalog'

export const CHARTS = ['line', 'bar', 'stacked', 'scatter', 'heat', 'map'] as const
export type ChartKind = (typeof CHARTS)[number]
export const CHART_CHOICES = ['auto', ...CHARTS] as const
export type ChartChoice = (typeof CHART_CHOICES)[number]

/** What a chart is about: one dimension, or two crossed, and how many members each has. */
export interface Shape {
  first: string | undefined
  second: string | undefined
  firstCount: number
  secondCount: number
  measure: Pick<Measure, 'kind'>
  measures: number
}

export const MOST_SERIES = 6
const MOST_LINES = 40

export const isTime = (dimension: string | undefined) => dimension === 'year' || dimension === 'month'

/** Why a chart cannot show it, as the key of a sentence; undefined if it can. */
export function whyNot(kind: ChartKind, { first, second, measure, measures }: Shape): string | undefined {
  if (first === undefined) return 'needsDimension'
  if (kind === 'line' && !isTime(first) && !isTime(second)) return 'needsTime'
  if (kind === 'stacked' && second === undefined) return 'needsTwo'
  if (kind === 'stacked' && measure.kind !== 'additive') return 'needsSum'
  if (kind === 'heat' && second === undefined) return 'needsTwo'
  if (kind === 'scatter' && measures < 2) return 'needsMeasures'
  if (kind === 'map' && first !== 'state' && second !== 'state') return 'needsState'
  return undefined
}

/** The chart that fits best. */
export function fittingChart(shape: Shape): ChartKind | undefined {
  const { first, second, firstCount, secondCount, measure, measures } = shape
  if (first === undefined) return undefined
  if (second === undefined) {
    if (isTime(first)) return 'line'
    if (first === 'state') return 'map'
    return firstCount > MOST_LINES && measures > 1 ? 'scatter' : 'bar'
  }
  if (isTime(first) || isTime(second)) {
    const series = isTime(first) ? secondCount : firstCount
    if (series <= MOST_SERIES || measure.kind === 'additive') return series > MOST_LINES ? 'bar' : 'line'
    return series <= MOST_LINES ? 'heat' : 'bar'
  }
  if (secondCount <= MOST_SERIES && measure.kind === 'additive') return 'stacked'
  return firstCount <= MOST_LINES && secondCount <= MOST_LINES ? 'heat' : 'bar'
}

/** The chart that was chosen, where it can show what is asked for; else the one that fits best. */
export function chartOf(choice: ChartChoice, shape: Shape): ChartKind | undefined {
  return choice !== 'auto' && !whyNot(choice, shape) ? choice : fittingChart(shape)
}
