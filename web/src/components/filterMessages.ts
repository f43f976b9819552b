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
    member: {
      product_line: { CL: 'Commercial lines', PL: 'Personal lines' },
      agency_size: {
        no_premium: 'No premium',
        under_100k: 'Under $100K',
        '100k_to_500k': '$100K to $500K',
        '500k_to_1M': '$500K to $1M',
        '1M_to_5M': '$1M to $5M',
        '5M_and_over': '$5M and over',
      },
      primary_agency: { none: 'None' },
      appointment_decade: { none: 'Not known' },
      vendor: { Unknown: 'Unknown' },
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
    member: {
      product_line: { CL: 'Företagsförsäkring', PL: 'Privatförsäkring' },
      agency_size: {
        no_premium: 'Ingen premie',
        under_100k: 'Under 100 000 $',
        '100k_to_500k': '100 000 till 500 000 $',
        '500k_to_1M': '500 000 till 1 mn $',
        '1M_to_5M': '1 till 5 mn $',
        '5M_and_over': '5 mn $ och mer',
      },
      primary_agency: { none: 'Ingen' },
      appointment_decade: { none: 'Okänt' },
      vendor: { Unknown: 'Okänd' },
    },
  },
}
