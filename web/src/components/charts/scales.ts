/** A scale of round steps: `low` and `high` are its ends, `ticks` the values at its lines. */
export interface Scale {
  low: number
  high: number
  ticks: number[]
}

const ROUND = [1, 2, 2.5, 5, 10]

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below a value. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return (ROUND.find((step) => step * power >= value * (1 - 1e-12)) ?? 10) * power
}

/** The scale with so many steps that covers zero and all values. */
export function scaleOf(values: readonly (number | null | undefined)[], steps = 4): Scale {
  const known = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  const [least, most] = [Math.min(0, ...known), Math.max(0, ...known)]
  if (least === most) return { low: 0, high: 1, ticks: [0, 1] }
  let step = roundUp((most - least) / steps)
  // Below zero the lines begin at a whole step, so that a step more may be needed to reach the top.
  while (Math.floor(least / step) * step + steps * step < most * (1 - 1e-12)) step = roundUp(step * 1.01)
  const first = Math.floor(least / step)
  const ticks = Array.from({ length: steps + 1 }, (_, index) => (first + index) * step)
  return { low: ticks[0]!, high: ticks.at(-1)!, ticks }
}

/** Where a value stands on a scale, 0 at its low end and 1 at its high one; values beyond stand at the end. */
export function shareOf({ low, high }: Pick<Scale, 'low' | 'high'>, value: number): number {
  return high === low ? 0.5 : Math.min(1, Math.max(0, (value - low) / (high - low)))
}

/** The ends of a colour scale: amounts and counts begin at zero, ratios at their least. */
export function colorDomain(values: readonly number[], unit: string | null | undefined): Pick<Scale, 'low' | 'high'> {
  const zero = unit === 'ratio' ? [] : [0]
  return values.length ? { low: Math.min(...zero, ...values), high: Math.max(...zero, ...values) } : { low: 0, high: 0 }
}
