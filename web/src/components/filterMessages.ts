import type { Messages } from '@/i18n'

export const messages: Messages = {
  en: {
    filters: {
      label: 'Filters',
      chosen: 'Chosen filters',
      remove: 'Remove filter:',
      more: 'More filters',
      several: '{count} chosen',
      years: 'Years',
      from: 'From',
      to: 'To',
      allYears: 'All years',
      latest: 'Latest complete year',
      incomplete: '{year} (incomplete)',
    },
  },
  sv: {
    filters: {
      label: 'Filter',
      chosen: 'Valda filter',
      remove: 'Ta bort filter:',
      more: 'Fler filter',
      several: '{count} valda',
      years: 'År',
      from: 'Från',
      to: 'Till',
      allYears: 'Alla år',
      latest: 'Senaste hela året',
      incomplete: '{year} (ofullständigt)',
    },
  },
}
