import { createRouter, createWebHistory, START_LOCATION, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router'
import { type Role, useSession } from '@/composables/useSession'
import { useToasts } from '@/composables/useToasts'
import { i18n } from '@/i18n'

declare module 'vue-router' {
  interface RouteMeta {
    /** The key of the page's name. */
    title: string
    /** Who may open it; everybody who is signed in, if left out. */
    role?: Role
    /** The page stands alone, without the frame, and needs no session. */
    alone?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'overview',
    meta: { title: 'page.overview' },
    component: () => import('@/features/overview/OverviewPage.vue'),
  },
  {
    path: '/explore',
    name: 'explore',
    meta: { title: 'page.explore' },
    component: () => import('@/features/explore/ExplorePage.vue'),
  },
  {
    path: '/details',
    name: 'details',
    meta: { title: 'page.details' },
    component: () => import('@/features/details/DetailsPage.vue'),
  },
  {
    path: '/agencies',
    name: 'agencies',
    meta: { title: 'page.agencies' },
    component: () => import('@/features/agencies/AgenciesPage.vue'),
  },
  {
    path: '/agencies/:id',
    name: 'agency',
    meta: { title: 'page.agency' },
    component: () => import('@/features/agencies/AgencyPage.vue'),
  },
  {
    path: '/reports',
    name: 'reports',
    meta: { title: 'page.reports' },
    component: () => import('@/features/reports/ReportsPage.vue'),
  },
  {
    path: '/policies',
    name: 'policies',
    meta: { title: 'page.policies' },
    component: () => import('@/features/policies/PoliciesPage.vue'),
  },
  {
    path: '/policies/new',
    name: 'new-policy',
    meta: { title: 'page.newPolicy', role: 'editor' },
    component: () => import('@/features/policies/NewPolicyPage.vue'),
  },
  {
    path: '/policies/:number',
    name: 'policy',
    meta: { title: 'page.policy' },
    component: () => import('@/features/policies/PolicyPage.vue'),
  },
  {
    path: '/claims',
    name: 'claims',
    meta: { title: 'page.claims' },
    component: () => import('@/features/claims/ClaimsPage.vue'),
  },
  {
    path: '/claims/new',
    name: 'new-claim',
    meta: { title: 'page.newClaim', role: 'editor' },
    component: () => import('@/features/claims/NewClaimPage.vue'),
  },
  {
    path: '/claims/:reference',
    name: 'claim',
    meta: { title: 'page.claim' },
    component: () => import('@/features/claims/ClaimPage.vue'),
  },
  {
    path: '/import/:what(claims|policies)',
    name: 'import',
    meta: { title: 'page.import', role: 'editor' },
    component: () => import('@/features/imports/ImportPage.vue'),
  },
  { path: '/data', name: 'data', meta: { title: 'page.data' }, component: () => import('@/features/data/DataPage.vue') },
  { path: '/data/:id', name: 'load', meta: { title: 'page.load' }, component: () => import('@/features/data/LoadPage.vue') },
  {
    path: '/users',
    name: 'users',
    meta: { title: 'page.users', role: 'admin' },
    component: () => import('@/features/administration/UsersPage.vue'),
  },
  {
    path: '/tokens',
    name: 'tokens',
    meta: { title: 'page.tokens' },
    component: () => import('@/features/administration/TokensPage.vue'),
  },
  {
    path: '/audit',
    name: 'audit',
    meta: { title: 'page.audit', role: 'admin' },
    component: () => import('@/features/administration/AuditPage.vue'),
  },
  {
    path: '/profile',
    name: 'profile',
    meta: { title: 'page.profile' },
    component: () => import('@/features/account/ProfilePage.vue'),
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    meta: { title: 'page.signIn', alone: true },
    component: () => import('@/features/account/SignInPage.vue'),
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    meta: { title: 'page.notFound' },
    component: () => import('@/shell/NotFoundPage.vue'),
  },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})

const session = useSession()

router.beforeEach(async (to) => {
  if (to.meta.alone) return true
  // What goes wrong here is said by the frame, which tries again.
  const me = session.me.value ?? (await session.load().catch(() => undefined))
  if (me === undefined) return true
  if (me === null) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (me.mustChangePassword && to.name !== 'profile')
    return { name: 'profile', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  return true
})

// A page's script and style sheet are fetched when it is first opened. After an upgrade of the server the old ones are gone, and what once failed is
// not tried again by itself: from then on pages are loaded whole. If the server does not answer at all, the page that is open stays.
let isOutdated = false

async function loadWhole(to: RouteLocationNormalized) {
  const answer = await fetch('/health/live', { cache: 'no-store' }).catch(() => null)
  if (answer?.ok) location.assign(to.fullPath)
  else useToasts().failed(i18n.global.t('problem.0'))
}

router.onError((_, to, from) => {
  // A page that was loaded whole just now is not loaded again and again.
  if (from === START_LOCATION) return useToasts().failed(i18n.global.t('problem.0'))
  isOutdated = true
  return loadWhole(to)
})

router.beforeEach(async (to) => {
  if (!isOutdated) return true
  await loadWhole(to)
  return false
})
