/** Today's day by UTC, which is the server's. */
export function today(now = new Date()): string {
  return now.toISOString().slice(0, 10)
}

/** The same day some years later; of a leap day where there is none the last day of February, as the server counts. */
export function addYears(day: string, years: number): string {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  const date = new Date(`${later}T00:00:00Z`)
  return date.toISOString().startsWith(later) ? later : later.replace('-02-29', '-02-28')
}
