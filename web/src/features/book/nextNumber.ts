/** The number that follows another, by its last digits: HOM-000175-01, HOM-000175-02. None if it has none. */
export function nextNumber(number: string): string {
  const [, before, digits] = /^(.*?)(\d+)$/.exec(number) ?? []
  return digits === undefined ? '' : `${before}${String(BigInt(digits) + 1n).padStart(digits.length, '0')}`
}
