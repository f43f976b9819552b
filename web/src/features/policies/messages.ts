import { addMessages, type Messages } from '@/i18n'

export const messages: Messages = {
  en: {
    policies: {
      find: 'Number or holder',
      empty: 'There are no policies yet. Make one, or import them from a file.',
      emptyToRead: 'There are no policies yet.',
    },
  },
  sv: {
    policies: {
      find: 'Nummer eller försäkringstagare',
      empty: 'Det finns inga försäkringar ännu. Lägg upp en, eller importera dem från en fil.',
      emptyToRead: 'Det finns inga försäkringar ännu.',
    },
  },
}

addMessages(messages)
