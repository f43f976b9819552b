/** Numbers of agencies as they are typed: 3, 16 20. Undefined if something else is among them. */
export function readAgencies(typed: string): number[] | undefined {
  const parts = typed.split(/[\s,;]+/).filter((part) => part !== '')
  if (!parts.every((part) => /^\d{1,9}$/.test(part))) return undefined
  return [...new Set(parts.map(Number))].sort((left, right) => left - right)
}

export const writeAgencies = (agencies: readonly (number | string)[]) => agencies.join(', ')
