/** Why a text is no amount of money. */
export type MoneyProblem = 'empty' | 'unclear' | 'decimals'

const AMOUNT =
  /^(?:(?<before>[-\u2212])\s*)?(?:[$€£]\s*)?(?<after>[-\u2212])?(?<digits>\d[\d.,'\s]*?)\s*(?:[$€£]|kr|usd|sek|eur)?$/i
const SPACES = /[\s']/g

interface Signs {
  group: string
  decimal: string
  /** Digits of a group, from the right: 3, or 3 and then 2 in India. */
  sizes: readonly [number, number]
}

function signsOf(locale: string): Signs {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(1234567890.5)
  const integers = parts.filter((part) => part.type === 'integer').map((part) => part.value.length)
  return {
    group: parts.find((part) => part.type === 'group')?.value ?? '',
    decimal: parts.find((part) => part.type === 'decimal')?.value ?? '.',
    sizes: [integers.at(-1) ?? 3, integers.at(-2) ?? 3],
  }
}

/**
 * Reads an amount as people of a locale type it: 1,234.50 or 1 234,50, with or without separators, with $ or kr. It never guesses: what another
 * locale would read as another amount is unclear.
 */
export function readMoney(text: string, locale: string): number | MoneyProblem {
  if (text.trim() === '') return 'empty'
  const { before, after, digits } = AMOUNT.exec(text.trim())?.groups ?? {}
  if (!digits || (before && after)) return 'unclear'
  const { group, decimal, sizes } = signsOf(locale)
  // Where a point does not separate thousands, as in Swedish, it can only be the decimal sign: some keypads have no other.
  const [whole, fraction = '', ...more] = (group === '.' ? digits : digits.replace('.', decimal)).split(decimal)
  if (more.length || !/^\d*$/.test(fraction)) return 'unclear'
  const groups = whole!
    .replaceAll(group === ',' || group === '.' ? group : ' ', ' ')
    .replace(SPACES, ' ')
    .split(' ')
  if (!groups.every((part, index) => isGroup(part, groups.length - 1 - index, index === 0, sizes))) return 'unclear'
  if (fraction.length > 2) return 'decimals'
  return Number(`${before || after ? '-' : ''}${groups.join('')}.${fraction || '0'}`)
}

/** Whether some digits can be a group at a place from the right; the first one may be short, and is any where it is the only one. */
function isGroup(digits: string, fromRight: number, isFirst: boolean, [last, others]: Signs['sizes']): boolean {
  const size = fromRight === 0 ? last : others
  if (!/^\d+$/.test(digits)) return false
  return isFirst ? fromRight === 0 || digits.length <= size : digits.length === size
}

/** An amount as it stands in a field to be typed over: without separators, with the decimal sign of the locale. */
export function writeMoney(amount: number | null | undefined, locale: string): string {
  if (amount === null || amount === undefined) return ''
  return new Intl.NumberFormat(locale, { useGrouping: false, minimumFractionDigits: 2, maximumFractionDigits: 2 })
    .format(amount)
    .replace('\u2212', '-')
}
