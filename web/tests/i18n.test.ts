import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '@/i18n/en'
import { toSwedish } from '@/i18n/server.sv'
import sv from '@/i18n/sv'

const root = join(import.meta.dirname, '../src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })

interface Texts {
  [key: string]: string | Texts
}
const flat = (texts: Texts, prefix = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[prefix + key, text]] : flat(text, `${prefix}${key}.`),
  )
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

const sets = [
  ['shared', en, sv] as const,
  ...(await Promise.all(
    files
      .filter((file) => /[mM]essages\.ts$/.test(file))
      .map(async (file) => {
        const { messages } = (await import(/* @vite-ignore */ join(root, file))) as { messages: { en: Texts; sv: Texts } }
        return [file, messages.en, messages.sv] as const
      }),
  )),
]

describe('texts', () => {
  it.each(sets)('%s: every English text has its Swedish with the same values in it', (_, english, swedish) => {
    const translated = new Map(flat(swedish as Texts))
    const expected = flat(english as Texts)
    expect([...translated.keys()].sort()).toEqual(expected.map(([key]) => key).sort())
    for (const [key, text] of expected) expect([key, holes(translated.get(key)!)]).toEqual([key, holes(text)])
  })

  it('every key that the source names is there', () => {
    const keys = new Set(sets.flatMap(([, english]) => flat(english as Texts).map(([key]) => key)))
    const missing = files
      .filter((file) => /\.(vue|ts)$/.test(file) && !file.includes('schema.d'))
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => [file, match[1]!] as const),
      )
      .filter(([, key]) => !keys.has(key))
    expect(missing).toEqual([])
  })

  it('every label and meaning of measures and dimensions has its Swedish', () => {
    const reference = ['measures', 'dimensions'].flatMap((name) =>
      readFileSync(join(import.meta.dirname, `../../docs/reference/${name}.md`), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .flatMap((line) => {
          const cells = line.split('|').map((cell) => cell.trim())
          return [cells[2]!, cells.at(-2)!]
        }),
    )
    expect(reference.length).toBeGreaterThan(30)
    expect(reference.filter((label) => toSwedish(label) === label && label !== 'Status')).toEqual([])
  })
})

describe('notices', () => {
  it.each([
    [
      'Incomplete years: 2005 covers May to December; 2015 covers January to May.',
      'Ofullständiga år: 2005 omfattar maj till december; 2015 omfattar januari till maj.',
    ],
    [
      'Sums are estimated by the share of days: 2012 counts 182 of 366 days.',
      'Summor är uppskattade efter andelen dagar: 2012 räknar 182 av 366 dagar.',
    ],
    [
      'Of 2015, the latest year of the selection: policies_in_force, average_premium.',
      'Avser 2015, urvalets senaste år: gällande försäkringar, medelpremie.',
    ],
    ["No state in the data is 'TX'; known: IN, KY.", "I data finns för delstat inte 'TX'; kända: IN, KY."],
    [
      'Lines differ in the attributes of agency 3 (line 12) and 4 more; the last line of each counts.',
      'Rader skiljer sig i uppgifter om agentur 3 (rad 12) och 4 till; den sista raden för var och en gäller.',
    ],
    ['Something that nobody has translated.', 'Something that nobody has translated.'],
  ])('%s', (english, swedish) => {
    expect(toSwedish(english)).toBe(swedish)
  })
})
