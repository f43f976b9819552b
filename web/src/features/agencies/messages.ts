import type { Messages } from '@/i18n'

export const messages: Messages = {
  en: { agencies: { find: 'Find an agency', none: 'There are no agencies yet. Load a performance file first.' } },
  sv: { agencies: { find: 'Hitta en agentur', none: 'Det finns inga agenturer ännu. Läs in en fil först.' } },
}
