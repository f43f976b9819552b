import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Router } from 'vue-router'
import { useLabels } from '@/composables/useLabels'
import { useSession } from '@/composables/useSession'
import { useTable } from '@/composables/useTable'
import { useTheme } from '@/composables/useTheme'
import { LOCALES, setLocale, type Locale } from '@/i18n'
import { PAGE_GROUPS } from './pages'

export interface Command {
  id: string
  label: string
  kind: string
  run: () => unknown
}

/** What the palette offers: pages, acts, agencies by number, and a policy or claim by what was typed. */
export function useCommands(router: Router, search: Ref<string>) {
  const { t } = useI18n()
  const { column } = useLabels()
  const { may } = useSession()
  const { setTheme } = useTheme()
  const agencies = useTable('agencies', {}, true)

  const fixed = computed<Command[]>(() => [
    ...PAGE_GROUPS.flat()
      .filter((page) => !page.role || may(page.role))
      .map((page) => ({
        id: `page.${page.name}`,
        label: t(`page.${page.name}`),
        kind: t('command.page'),
        run: () => router.push({ name: page.name }),
      })),
    { id: 'page.profile', label: t('page.profile'), kind: t('command.page'), run: () => router.push({ name: 'profile' }) },
    ...(may('editor')
      ? [
          {
            id: 'new-policy',
            label: t('page.newPolicy'),
            kind: t('command.act'),
            run: () => router.push({ name: 'new-policy' }),
          },
          { id: 'new-claim', label: t('page.newClaim'), kind: t('command.act'), run: () => router.push({ name: 'new-claim' }) },
        ]
      : []),
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      id: `theme.${theme}`,
      label: `${t('shell.theme')}: ${t(`theme.${theme}`)}`,
      kind: t('command.setting'),
      run: () => setTheme(theme),
    })),
    ...(Object.keys(LOCALES) as Locale[]).map((locale) => ({
      id: `locale.${locale}`,
      label: LOCALES[locale],
      kind: t('command.setting'),
      run: () => setLocale(locale),
    })),
  ])

  const commands = computed<Command[]>(() => {
    const typed = search.value.trim().toLowerCase()
    if (typed === '') return fixed.value
    const matching = fixed.value.filter((command) => command.label.toLowerCase().includes(typed))
    const numbers = (agencies.data.value?.rows ?? [])
      .map((row) => String(row['agency']))
      .filter((number) => number.startsWith(typed))
    return [
      ...matching,
      ...numbers.map((number) => ({
        id: `agency.${number}`,
        label: number,
        kind: column({ label: 'Agency' }),
        run: () => router.push({ name: 'agency', params: { id: number } }),
      })),
      {
        id: 'claims',
        label: t('command.findClaims', { text: search.value.trim() }),
        kind: t('command.act'),
        run: () => router.push({ name: 'claims', query: { search: search.value.trim() } }),
      },
      {
        id: 'policies',
        label: t('command.findPolicies', { text: search.value.trim() }),
        kind: t('command.act'),
        run: () => router.push({ name: 'policies', query: { search: search.value.trim() } }),
      },
    ]
  })
  return { commands }
}
