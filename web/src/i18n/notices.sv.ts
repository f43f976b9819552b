type Translate = (english: string) => string

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const MÅNADER = 'januari februari mars april maj juni juli augusti september oktober november december'.split(' ')

/** January to May. */
const months = (english: string) =>
  english.replace(/[A-Z][a-z]+/g, (name) => MÅNADER[MONTHS.indexOf(name)] ?? name).replace(' to ', ' till ')

/** 2005 covers May to December; 2015 counts 151 of 365 days. */
const years = (english: string) =>
  english
    .split('; ')
    .map((clause) =>
      months(clause.replace(' covers ', ' omfattar ').replace(/ counts (\d+) of (\d+) days/, ' räknar $1 av $2 dagar')),
    )
    .join('; ')

/** policies_in_force, average_premium. */
const names = (english: string, translate: Translate) =>
  english
    .split(', ')
    .map((name) => translate(name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')).toLowerCase())
    .join(', ')

/** The shapes of the server's notices (Semantics/Notices.cs, BookNotices.cs, Pipeline/Notices.cs), each with its Swedish. */
export const SHAPES: readonly (readonly [RegExp, (parts: RegExpExecArray, translate: Translate) => string])[] = [
  [/^Incomplete years: (.*)\.$/, ([, which]) => `Ofullständiga år: ${years(which!)}.`],
  [
    /^Sums are estimated by the share of days: (.*)\.$/,
    ([, which]) => `Summor är uppskattade efter andelen dagar: ${years(which!)}.`,
  ],
  [
    /^Prior years count the same days as the years they are compared with, estimated: (.*)\.$/,
    ([, which]) => `Föregående år räknar samma dagar som åren de jämförs med, uppskattat: ${years(which!)}.`,
  ],
  [/^(\d+) has no prior year to compare with\.$/, ([, year]) => `${year} har inget föregående år att jämföra med.`],
  [
    /^(\d+) against (\d+) is not like for like: \d+ covers only (.*)\.$/,
    ([, year, prior, which]) => `${year} mot ${prior} är inte jämförbart: ${prior} omfattar bara ${months(which!)}.`,
  ],
  [
    /^Rows hidden by having: (\d+)\. The total covers them\.$/,
    ([, count]) => `Rader dolda av villkoret: ${count}. Summan omfattar dem.`,
  ],
  [
    /^No (\w+) in the data is (.*); known: (.*)\.$/,
    ([, dimension, values, known], translate) =>
      `I data finns för ${names(dimension!, translate)} inte ${values!.replaceAll(' or ', ' eller ')}; kända: ${known}.`,
  ],
  [
    /^The selection touches no year of the data; it has (\d+) to (\d+)\.$/,
    ([, first, last]) => `Urvalet berör inget år i data, som har ${first} till ${last}.`,
  ],
  [
    /^(The total is of|Of) (\d+), the latest year of the selection: (.*)\.$/,
    ([, what, year, measures], translate) =>
      `${what === 'Of' ? 'Avser' : 'Summan avser'} ${year}, urvalets senaste år: ${names(measures!, translate)}.`,
  ],
  [
    /^(The total is of|Of) ([\d-]+), the last day of the selection: (.*)\.$/,
    ([, what, day, measures], translate) =>
      `${what === 'Of' ? 'Avser' : 'Summan avser'} ${day}, urvalets sista dag: ${names(measures!, translate)}.`,
  ],
  [
    /^The book is as of ([\d-]+); nothing is counted of later days\.$/,
    ([, day]) => `Beståndet avser ${day}; senare dagar räknas inte.`,
  ],
  [
    /^Columns that are not known were ignored: (.*)\.$/,
    ([, columns]) => `Okända kolumner hoppades över: ${columns!.replaceAll('one without a name', 'en utan namn')}.`,
  ],
  [
    /^Lines differ in the attributes of agency (.*); the last line of each counts\.$/,
    ([, which]) => `Rader skiljer sig i uppgifter om agentur ${lines(which!)}; den sista raden för var och en gäller.`,
  ],
  [
    /^Lines differ in the product line of (.*); the last line of each counts\.$/,
    ([, which]) => `Rader skiljer sig i produktgren för ${lines(which!)}; den sista raden för var och en gäller.`,
  ],
  [
    /^Lines differ in the published 3-year ratios of agency, line and year (.*); the last line of each counts\.$/,
    ([, which]) =>
      `Rader skiljer sig i publicerade 3-årstal för agentur, gren och år ${lines(which!)}; den sista raden för var och en gäller.`,
  ],
]

/** 3 (line 12), 16 (line 40) and 7 more. */
function lines(english: string): string {
  return english.replaceAll('(line ', '(rad ').replace(/ and (\d+) more$/, ' och $1 till')
}
