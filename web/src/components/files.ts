/** Why a file is refused before it is sent: nothing in it, or of another kind than is asked for. */
export type Refusal = 'empty' | 'kind'

/**
 * Looks at a file as far as its name and size tell.
 * @param accept The endings that are asked for, in small letters with their dot: .csv, .csv.gz.
 */
export function refusalOf(file: Pick<File, 'name' | 'size'>, accept: readonly string[]): Refusal | null {
  const name = file.name.toLowerCase()
  if (!accept.some((ending) => name.endsWith(ending))) return 'kind'
  return file.size === 0 ? 'empty' : null
}

/** The files of a drop; folders, which have no content that could be sent, are left out. */
export function filesOf(transfer: Pick<DataTransfer, 'items' | 'files'>): File[] {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  return items.length
    ? items.filter((item) => !item.webkitGetAsEntry?.()?.isDirectory).flatMap((item) => item.getAsFile() ?? [])
    : [...transfer.files]
}
