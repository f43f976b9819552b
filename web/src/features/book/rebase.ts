/** What somebody types into a form. */
export type Draft = Record<string, string | boolean>

/**
 * What was typed, put on top of what somebody else has saved meanwhile: fields that were not touched take the new values, touched ones stay as typed.
 * @param base What the form began with.
 * @param latest What it would begin with now.
 * @param typed What stands in it.
 */
export function rebase<T extends Draft>(base: T, latest: T, typed: T): T {
  const result = { ...latest }
  for (const name of Object.keys(typed) as (keyof T)[]) if (typed[name] !== base[name]) result[name] = typed[name]
  return result
}

/** Whether something in a form was changed. */
export const isChanged = (base: Draft, typed: Draft) => Object.keys(typed).some((name) => typed[name] !== base[name])

/** The change that made a policy or claim what it is, from its ETag; what follows it there tells apart what depends on the day alone. */
export const changeOf = (version: string) => /^"(\d+)-/.exec(version)?.[1] ?? version
