/** The fields of a line of a CSV file, RFC 4180. */
export function fieldsOf(line: string): string[] {
  const fields: string[] = []
  let [field, isQuoted] = ['', false]
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!
    if (isQuoted) {
      if (letter !== '"') field += letter
      else if (line[at + 1] === '"') field += line[++at]
      else isQuoted = false
    } else if (letter === '"' && field === '') isQuoted = true
    else if (letter === ',') {
      fields.push(field)
      field = ''
    } else field += letter
  }
  return [...fields, field]
}

/** Each field of a line under the name of its column; fields beyond the header have none. */
export function namedFields(header: string, line: string): { name: string; value: string }[] {
  const names = fieldsOf(header)
  return fieldsOf(line).map((value, index) => ({ name: names[index] ?? '', value }))
}
