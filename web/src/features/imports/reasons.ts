import { FIELDS } from './fields'

/** Why a row is not imported: a field, where the server names one, and what is wrong with it. */
export interface Reason {
  field: string | null
  text: string
}

const NAMES = [...new Set([...FIELDS.claims, ...FIELDS.policies])].join('|')
const BETWEEN = new RegExp(`; (?=(?:${NAMES}): )`)
const NAMED = new RegExp(`^(${NAMES}): (.*)$`, 's')

export function reasonsOf(reason: string): Reason[] {
  if (reason === '') return []
  return reason.split(BETWEEN).map((part) => {
    const [, field, text] = NAMED.exec(part) ?? []
    return field ? { field, text: text! } : { field: null, text: part }
  })
}
