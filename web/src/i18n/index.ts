import { shallowRef } from 'vue'
import { createI18n, type Composer } from 'vue-i18n'
import en from './en'

export const LOCALES = { en: 'English', sv: 'Svenska' } as const
export type Locale = keyof typeof LOCALES

interface Texts {
  [key: string]: string | Texts
}

/** Texts of a feature, both languages side by side, so that neither is forgotten. */
export type Messages = Record<Locale, Texts>

const KEY = 'claimbook.locale'

export const i18n = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages: { en } })
const composer = i18n.global as unknown as Composer

/** The language that was chosen here before, else the first of the browser's that there is. */
export function preferredLocale(): Locale {
  const chosen = [localStorage.getItem(KEY), ...navigator.languages.map((language) => language.slice(0, 2))]
  return (chosen.find((language) => language !== null && language in LOCALES) ?? 'en') as Locale
}

export function currentLocale(): Locale {
  return composer.locale.value as Locale
}

/** The locale for numbers and dates: the browser's, where it speaks the language of the page. */
export function formatLocale(): string {
  const locale = currentLocale()
  return navigator.languages.find((language) => language.startsWith(locale)) ?? (locale === 'sv' ? 'sv-SE' : 'en-US')
}

/** Translates the server's English; loaded with the language. */
const translate = shallowRef<(english: string) => string>((english) => english)

/** What the server says in English (labels, meanings, notices), in the language of the page if that is known. */
export function serverText(english: string): string {
  return currentLocale() === 'en' ? english : translate.value(english)
}

export async function setLocale(locale: Locale) {
  if (locale === 'sv') {
    const [texts, server] = await Promise.all([import('./sv'), import('./server.sv')])
    composer.mergeLocaleMessage('sv', texts.default)
    translate.value = server.toSwedish
  }
  if (locale !== preferredLocale()) localStorage.setItem(KEY, locale)
  composer.locale.value = locale
  document.documentElement.lang = locale
}

/** Adds a feature's texts; called once, where the feature's page is. */
export function addMessages(messages: Messages) {
  composer.mergeLocaleMessage('en', messages.en)
  composer.mergeLocaleMessage('sv', messages.sv)
}
