import type { Messages } from '@/i18n'

export const messages: Messages = {
  en: {
    claims: {
      find: 'Reference, policy or holder',
      empty: 'There are no claims yet. Make one, or import them from a file.',
      emptyToRead: 'There are no claims yet.',
      random: 'Random claim',
      randomCount: '{count} random claim | {count} random claims',
      randomDone: '{count} random claims were made. They stand first.',
    },
  },
  sv: {
    claims: {
      find: 'Skadenummer, försäkring eller försäkringstagare',
      empty: 'Det finns inga skador ännu. Lägg upp en, eller importera dem från en fil.',
      emptyToRead: 'Det finns inga skador ännu.',
      random: 'Slumpad skada',
      randomCount: '{count} slumpad skada | {count} slumpade skador',
      randomDone: '{count} slumpade skador har lagts upp. De står först.',
    },
  },
}
