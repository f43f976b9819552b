import type { Column, Value } from '@/api/table'

const NOTHING = '–'
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/
const DOLLARS = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const
const SHORT = {
  notation: 'compact',
  minimumFractionDigits: 0,
  maximumFractionDigits: 1,
  trailingZeroDisplay: 'stripIfInteger',
} as const
const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const
const SIGNED = { signDisplay: 'exceptZero' } as const
const COUNTS = new Set(['policies', 'agencies', 'claims', 'quotes', 'policy days'])

/** Makes values readable in one locale. A missing value is a dash, never a zero. */
export class Formats {
  readonly #numbers = new Map<string, Intl.NumberFormat>()
  readonly #dates = new Map<string, Intl.DateTimeFormat>()

  constructor(readonly locale: string) {}

  /** Money to the cent. */
  money(value: number | null | undefined): string {
    return this.#number(value, DOLLARS)
  }

  /** Money in millions or thousands, for tiles and axes. */
  compactMoney(value: number | null | undefined): string {
    return this.#number(value, { ...DOLLARS, ...SHORT })
  }

  /** A count or amount in millions or thousands. */
  compact(value: number | null | undefined): string {
    return this.#number(value, SHORT)
  }

  count(value: number | null | undefined): string {
    return this.#number(value, { maximumFractionDigits: 0 })
  }

  /** A ratio, 0.6123, as a percentage, 61.2 %. */
  ratio(value: number | null | undefined): string {
    return this.#number(value, { style: 'percent', ...ONE_DECIMAL })
  }

  number(value: number | null | undefined): string {
    return this.#number(value, { maximumFractionDigits: 2 })
  }

  /** A size of a file; of units of 1000, as on disks. */
  bytes(value: number | null | undefined): string {
    const step = value ? Math.min(3, Math.floor(Math.log10(Math.abs(value)) / 3)) : 0
    const unit = ['byte', 'kilobyte', 'megabyte', 'gigabyte'][step]!
    const isWhole = step === 0
    return this.#number(value === null || value === undefined ? value : value / 1000 ** step, {
      style: 'unit',
      unit,
      unitDisplay: isWhole ? 'long' : 'short',
      maximumFractionDigits: isWhole ? 0 : 1,
    })
  }

  /** A time that something takes, roughly: in seconds up to one and a half minutes, then in minutes, then in hours. */
  duration(seconds: number | null | undefined): string {
    if (seconds === null || seconds === undefined) return NOTHING
    const [unit, size] = seconds < 90 ? ['second', 1] : seconds < 5400 ? ['minute', 60] : ['hour', 3600]
    const digits = seconds < 10 || seconds >= 5400 ? 1 : 0
    return this.#number(seconds / (size as number), {
      style: 'unit',
      unit: unit as string,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    })
  }

  /** A day, '2014-05-31'. It is the same day everywhere. */
  date(value: string | null | undefined): string {
    return value
      ? this.#date({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${value.slice(0, 10)}T00:00:00Z`))
      : NOTHING
  }

  /** A month of the year, 1 to 12, by its name. */
  month(number: number, style: 'long' | 'short' = 'long'): string {
    return this.#date({ month: style, timeZone: 'UTC' }).format(new Date(Date.UTC(2000, number - 1, 1)))
  }

  /** An instant, '2014-05-31T10:00:00Z', in the reader's time zone. */
  time(value: string | null | undefined): string {
    return value ? this.#date({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value)) : NOTHING
  }

  /** A value in its column's unit. */
  value(unit: string | null | undefined, value: number | null | undefined): string {
    if (unit === 'USD') return this.money(value)
    if (unit === 'ratio') return this.ratio(value)
    return unit && COUNTS.has(unit) ? this.count(value) : this.number(value)
  }

  /** A value in its column's unit, short: for tiles and axes. */
  compactValue(unit: string | null | undefined, value: number | null | undefined): string {
    if (unit === 'USD') return this.compactMoney(value)
    return unit === 'ratio' ? this.ratio(value) : this.compact(value)
  }

  /** A value at an axis, without needless decimals. */
  axis(unit: string | null | undefined, value: number): string {
    return unit === 'ratio' ? this.#number(value, { style: 'percent', maximumFractionDigits: 1 }) : this.compactValue(unit, value)
  }

  /** A change, with its sign: of ratios in percentage points. */
  change(unit: string | null | undefined, value: number | null | undefined): string {
    if (value === null || value === undefined) return NOTHING
    if (unit === 'ratio') return `${this.#number(value * 100, { ...ONE_DECIMAL, ...SIGNED })} pp`
    return this.#number(value, { ...(unit === 'USD' ? DOLLARS : {}), ...SHORT, ...SIGNED })
  }

  /** A relative change, 0.0638, with its sign: +6.4%. */
  growth(value: number | null | undefined): string {
    return this.#number(value, { style: 'percent', ...ONE_DECIMAL, ...SIGNED })
  }

  /** A cell of any table. Numbers that name something (agency, year) have no separators. */
  cell(column: Pick<Column, 'kind' | 'unit'>, value: Value | undefined): string {
    if (value === null || value === undefined || value === '') return NOTHING
    if (typeof value === 'number') return isFigure(column) ? this.value(column.unit, value) : String(value)
    if (typeof value === 'string' && ISO_DATE.test(value)) return this.date(value)
    if (typeof value === 'string' && ISO_TIME.test(value)) return this.time(value)
    return String(value)
  }

  #number(value: number | null | undefined, options: Intl.NumberFormatOptions): string {
    if (value === null || value === undefined || Number.isNaN(value)) return NOTHING
    const key = JSON.stringify(options)
    let format = this.#numbers.get(key)
    if (!format) this.#numbers.set(key, (format = new Intl.NumberFormat(this.locale, options)))
    return format.format(value)
  }

  #date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = JSON.stringify(options)
    let format = this.#dates.get(key)
    if (!format) this.#dates.set(key, (format = new Intl.DateTimeFormat(this.locale, options)))
    return format
  }
}

/** Whether a column holds figures (money, counts, ratios), which stand right-aligned, rather than names. */
export function isFigure(column: Pick<Column, 'kind'>): boolean {
  return column.kind !== 'dimension' && column.kind !== 'attribute'
}
