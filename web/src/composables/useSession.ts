import { computed, readonly, ref, shallowRef } from 'vue'
import { api, dataOf, useAntiforgeryToken, whenSessionEnds, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'

export type Me = Schemas['Me']
export type Role = 'viewer' | 'editor' | 'admin'

const RANK: Record<Role, number> = { viewer: 0, editor: 1, admin: 2 }

const me = shallowRef<Me | null>(null)
/** True while a sign-in is asked for over a page whose session has ended. */
const hasEnded = ref(false)
let answerWaiting: ((signedIn: boolean) => void)[] = []

function become(who: Me) {
  useAntiforgeryToken(who.antiforgeryToken)
  // Nothing that one user saw is shown to the next.
  if (me.value && (me.value.email !== who.email || String(me.value.agencies) !== String(who.agencies))) queries.clear()
  me.value = who
  return who
}

function settle(signedIn: boolean) {
  hasEnded.value = false
  const waiting = answerWaiting
  answerWaiting = []
  for (const answer of waiting) answer(signedIn)
}

whenSessionEnds(() => {
  if (!me.value) return Promise.resolve(false)
  hasEnded.value = true
  return new Promise((resolve) => answerWaiting.push(resolve))
})

/** Who is signed in; null if nobody is. */
async function load(): Promise<Me | null> {
  const session = await dataOf(api.GET('/api/v1/session'))
  return session.me ? become(session.me) : null
}

async function signIn(email: string, password: string): Promise<Me> {
  const who = become(await dataOf(api.POST('/api/v1/session', { body: { email, password } })))
  settle(true)
  return who
}

async function signOut() {
  await api.DELETE('/api/v1/session')
  forget()
}

function forget() {
  me.value = null
  useAntiforgeryToken(null)
  queries.clear()
  settle(false)
}

/** The session of whoever uses the page. */
export function useSession() {
  const may = (role: Role) => me.value !== null && RANK[me.value.role as Role] >= RANK[role]
  return {
    me: readonly(me),
    hasEnded: readonly(hasEnded),
    may,
    isLimited: computed(() => me.value?.agencies != null),
    load,
    signIn,
    signOut,
    forget,
  }
}
