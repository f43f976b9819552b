import { serverText } from '@/i18n'

/** The server's notices in the reader's language; in English with labels in place of the API's names. */
export function useNotices() {
  return { read: (notice: string) => serverText(notice).replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => name.replaceAll('_', ' ')) }
}
