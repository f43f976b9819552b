import type { FieldProblem } from '@/api/error'

/** What a column may be: choosing it sets the fields of columns. */
export interface ColumnQuestion {
  /** What is asked about, in the server's words. */
  about: string
  kind: 'which-field' | 'which-column'
  /** The field of a column; for which-column all choices are of one field. */
  choices: { column: string; field: string; name: string }[]
}

/** What the server asks about a file before it can be read. */
export interface Questions {
  /** Why, for each thing that is asked, in the server's words. */
  dates: string[]
  decimal: string[]
  sheet: { why: string; names: string[] } | null
  columns: ColumnQuestion[]
  /** What cannot be answered by a choice. */
  others: string[]
  /** The header that was nearest to one, where none was found. */
  headers: string[]
  /** No header was found: which columns are which fields can be said by their headers. */
  isHeaderMissing: boolean
}

const FIELD = /^(?<about>.+) may be (?<fields>\w+(?: or \w+)+); say which, as columns=(?<column>[A-Z]+):/
const COLUMN = /^(?<about>.+) are both (?<field>\w+); say which is, as columns=/
const NAMED = /(?:('(?:[^']|'(?! \(column))*') \(column ([A-Z]+)\)|column ([A-Z]+))/g
const SAID = /; say which, as [^;]*$/
const SHEETS = /say which, as sheet=NAME: (?<names>.+)$/
const HEADERS = /The nearest row has (?<names>'.+'), but not /

/** Reads what the server asks from what it says is wrong. Null if nothing of it can be answered by a choice. */
export function questionsOf(problems: readonly FieldProblem[]): Questions | null {
  const asked: Questions = { dates: [], decimal: [], sheet: null, columns: [], others: [], headers: [], isHeaderMissing: false }
  for (const { parameter, message } of problems) {
    if (parameter === 'dates' || parameter === 'decimal') asked[parameter].push(message.replace(SAID, ''))
    else if (parameter === 'sheet') {
      const names = SHEETS.exec(message)?.groups?.['names']?.split(', ') ?? []
      asked.sheet = { why: message.replace(/; say which, as sheet=NAME.*$/, ''), names }
    } else if (parameter === 'columns') readColumns(message, asked)
    else {
      asked.others.push(message.replace(/ Other names of columns can be given, as .*$/, ''))
      if (parameter === 'file' && message.includes('columns=HEADER:FIELD')) asked.isHeaderMissing = true
      asked.headers.push(...(HEADERS.exec(message)?.groups?.['names']?.slice(1, -1).split("', '") ?? []))
    }
  }
  const isAnswerable = asked.dates.length || asked.decimal.length || asked.sheet || asked.columns.length || asked.isHeaderMissing
  return isAnswerable ? asked : null
}

function readColumns(message: string, asked: Questions) {
  const field = FIELD.exec(message)?.groups
  const column = COLUMN.exec(message)?.groups
  if (field) {
    const choices = field['fields']!.split(' or ').map((name) => ({ column: field['column']!, field: name, name }))
    asked.columns.push({ about: field['about']!, kind: 'which-field', choices })
  } else if (column) {
    const choices = [...column['about']!.matchAll(NAMED)].map(([, header, letters, bare]) => ({
      column: (letters ?? bare)!,
      field: column['field']!,
      name: header ? `${header} (${letters})` : bare!,
    }))
    asked.columns.push({ about: column['about']!, kind: 'which-column', choices })
  } else {
    asked.others.push(message)
    asked.isHeaderMissing = true
  }
}
