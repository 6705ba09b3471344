import type { Static } from 'typebox'
import type { Words } from '../../../kernel/contract/words.ts'
import { type CellValue, cellDate, cellText, type DateBase, isBlank, isFault } from '../../../kernel/sheets/cells.ts'
import type { Row } from '../../../kernel/sheets/sheet-reader.ts'
import { type CategoryWords, suggestCategory } from '../../../kernel/text/category.ts'
import { titleOf } from '../../../kernel/text/draft.ts'
import { maskInText } from '../../../kernel/text/masking.ts'
import { findPhones } from '../../../kernel/text/phones.ts'
import type { PrioritySchema, VisibilitySchema } from '../contract.ts'
import { categoryFinder } from './category-names.ts'
import { type Channel, channelOf, type Outcome, priorityOf, ratingOf, stateOf } from './cell-words.ts'
import type { HeaderMatch } from './headers.ts'
import type { Field, ImportMapping } from './mapping.ts'
import { rowWords } from './row-words.ts'
import { type SourceIdentity, sourceIdentity } from './source-key.ts'

/** How an imported matter ended. */
export interface DraftOutcome {
  readonly outcome: Outcome
  /** Masked where the mapping says so. */
  readonly words: string
  readonly at: Date
  /** 1 (worst) to 5 (best). */
  readonly satisfaction: number | null
}

/** A matter as a row tells it; the import finds its place, holder and number. */
export interface DraftMatter extends SourceIdentity {
  readonly row: number
  readonly kind: string | null
  /** A code; null where nothing speaks for one. */
  readonly category: string | null
  /** The words of the text that speak for a suggested category; empty where it was given. */
  readonly categoryMatched: readonly string[]
  readonly title: string
  readonly body: string
  readonly reportedAt: Date
  /** As found by `placeOf`; null where the row names none. */
  readonly placeId: string | null
  readonly placeDetail: string | null
  readonly channel: Channel
  readonly priority: Static<typeof PrioritySchema>
  readonly visibility: Static<typeof VisibilitySchema>
  readonly reporterName: string | null
  /** Digits only. */
  readonly reporterPhone: string | null
  /** Null while it is open. */
  readonly ended: DraftOutcome | null
}

/** What is wrong with a cell; `column` is the header as it stands in the sheet. */
export interface RowError {
  readonly column: string
  readonly words: Words
}

export type MappedRow = { readonly ok: DraftMatter } | { readonly errors: readonly RowError[] }

export interface MappingContext {
  readonly columns: HeaderMatch['columns']
  readonly categories: readonly CategoryWords[]
  readonly now: Date
  readonly dateBase: DateBase
  /** The id of the place that the words mean; null for none. Without it places are left to the import. */
  readonly placeOf?: (words: string) => string | null
}

const longestTitle = 80
const longest: Partial<Record<Field, number>> = {
  title: longestTitle,
  body: 20_000,
  outcome: 20_000,
  placeDetail: 120,
  reporterName: 60,
}
const shortestBody = 2
/** People say at once what it is about; a long story touches on everything. */
const tellingLength = 200
/** Below this a suggestion rests on a stray pair of characters. */
const leastScore = 0.3
const earliest = Date.parse('1990-01-01T00:00:00+08:00')
const chinaOffsetMs = 8 * 3_600_000
const dayMs = 86_400_000

/** Prepares the mapping of rows: the same mapping, columns and categories for each. The result is pure and never throws. */
export function rowMapper(mapping: ImportMapping, context: MappingContext): (row: Row) => MappedRow {
  const findCategory = categoryFinder(context.categories)
  return (row) => {
    const reading = new RowReading(mapping, context, row)
    const body = reading.text('body')
    const title = reading.text('title') || titleFrom(body)
    if (body !== '' && [...body].length < shortestBody) reading.wrong('body', rowWords.tooShort)
    const reportedAt = reading.time('reportedAt')
    const draft = {
      row: row.number,
      ...sourceIdentity(mapping, (field) => reading.cell(field), context.dateBase),
      kind: mapping.constants?.kind ?? mapping.defaults?.kind ?? null,
      ...categoryOf(reading, findCategory, context.categories, `${title} ${body}`),
      title,
      body,
      ...placeOf(reading, context),
      channel: channel(reading),
      priority: priorityIn(reading),
      visibility: mapping.constants?.visibility ?? mapping.defaults?.visibility ?? 'open',
      reporterName: reading.text('reporterName') || null,
      reporterPhone: phoneOf(reading),
      ended: endOf(reading, reportedAt),
    }
    if (reading.errors.length > 0 || !reportedAt) return { errors: reading.sortedErrors() }
    return { ok: { ...draft, reportedAt } }
  }
}

/** Words that are nothing but a greeting have no title of their own. */
const titleFrom = (body: string): string => [...(titleOf(body) || body)].slice(0, longestTitle).join('')

/** One row: reads cells by field and collects what is wrong, at most one error a column. */
class RowReading {
  readonly errors: RowError[] = []
  readonly mapping: ImportMapping
  readonly #context: MappingContext
  readonly #row: Row

  constructor(mapping: ImportMapping, context: MappingContext, row: Row) {
    this.mapping = mapping
    this.#context = context
    this.#row = row
  }

  wrong(field: Field, words: Words): void {
    const index = this.#context.columns[field]
    const column =
      (index === undefined ? '' : this.#row.headers[index]) || this.mapping.columns[field]?.headers[0] || field
    if (!this.errors.some((error) => error.column === column)) this.errors.push({ column, words })
  }

  /** As the columns stand in the sheet, those that it lacks last. */
  sortedErrors(): RowError[] {
    const place = (error: RowError) => {
      const at = this.#row.headers.indexOf(error.column)
      return at < 0 ? this.#row.headers.length : at
    }
    return this.errors.sort((a, b) => place(a) - place(b))
  }

  cell(field: Field): CellValue {
    const index = this.#context.columns[field]
    return index === undefined ? null : (this.#row.cells[index] ?? null)
  }

  /** The text of a field, masked and trimmed; '' when blank, which is an error where the column is required. */
  text(field: Field): string {
    const cell = this.cell(field)
    const spec = this.mapping.columns[field]
    if (isFault(cell)) this.wrong(field, rowWords.fault(cell.fault))
    const text = plainText(cellText(cell))
    // Not only blank cells: a date beyond all calendars reads as nothing, too.
    if (text === '' && spec?.required) this.wrong(field, rowWords.empty)
    const most = longest[field]
    if (most !== undefined && [...text].length > most) this.wrong(field, rowWords.tooLong(most))
    return spec?.mask ? maskInText(text) : text
  }

  /** A time between 1990 and now. */
  time(field: 'reportedAt' | 'resolvedAt'): Date | null {
    const written = excerpt(this.text(field))
    if (written === '') {
      if (!isBlank(this.cell(field))) this.wrong(field, rowWords.notATime('?'))
      return null
    }
    const date = cellDate(this.cell(field), this.#context.dateBase)
    if (!date) this.wrong(field, rowWords.notATime(written))
    else if (date > this.#context.now) this.wrong(field, rowWords.future(written))
    else if (date.getTime() < earliest) this.wrong(field, rowWords.tooEarly(written))
    else return date
    return null
  }
}

const plainText = (text: string): string =>
  text
    .replace(/\r+\n?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
const excerpt = (text: string): string => ([...text].length > 20 ? `${[...text].slice(0, 20).join('')}…` : text)

function categoryOf(
  reading: RowReading,
  find: ReturnType<typeof categoryFinder>,
  categories: readonly CategoryWords[],
  text: string,
): Pick<DraftMatter, 'category' | 'categoryMatched'> {
  const { constants, defaults, categoryBy } = reading.mapping
  const given = constants?.category ?? reading.text('category')
  if (given !== '') {
    const found = constants?.category ?? find(given)
    if (found === 'none') reading.wrong('category', rowWords.noSuchCategory(excerpt(given)))
    if (found === 'many') reading.wrong('category', rowWords.manySuchCategories(excerpt(given)))
    return { category: found, categoryMatched: [] }
  }
  const opening = [...text].slice(0, tellingLength).join('')
  const best = categoryBy === 'suggest' ? suggestCategory(opening, categories)[0] : undefined
  return best && best.score >= leastScore
    ? { category: best.code, categoryMatched: best.matched }
    : { category: defaults?.category ?? null, categoryMatched: [] }
}

function placeOf(reading: RowReading, context: MappingContext): Pick<DraftMatter, 'placeId' | 'placeDetail'> {
  const words = reading.text('place')
  const detail = reading.text('placeDetail')
  const placeId = words === '' ? null : (context.placeOf?.(`${words} ${detail}`.trim()) ?? null)
  if (words !== '' && context.placeOf && placeId === null) reading.wrong('place', rowWords.noSuchPlace(excerpt(words)))
  // The words stay: they often say more than the place that was found.
  const said = [words, detail].filter((part) => part !== '').join(' ')
  return { placeId, placeDetail: said === '' ? null : [...said].slice(0, longest.placeDetail).join('') }
}

function channel(reading: RowReading): Channel {
  const { constants, defaults } = reading.mapping
  const source = reading.text('source')
  return constants?.channel ?? (source === '' ? (defaults?.channel ?? 'import') : channelOf(source))
}

function priorityIn(reading: RowReading): DraftMatter['priority'] {
  const { constants, defaults } = reading.mapping
  const text = reading.text('priority')
  const found = text === '' ? undefined : priorityOf(text)
  if (text !== '' && !found && !constants?.priority) reading.wrong('priority', rowWords.noSuchPriority(excerpt(text)))
  return constants?.priority ?? found ?? defaults?.priority ?? 'normal'
}

/** A number that another system has already masked tells nothing and is left out. */
function phoneOf(reading: RowReading): string | null {
  const text = reading.text('reporterPhone')
  if (text === '' || /[*＊×]{2,}|^(无|未留|不详|匿名|-+)$/.test(text)) return null
  const found = findPhones(`电话:${text}`)[0]
  if (!found) reading.wrong('reporterPhone', rowWords.notAPhone(excerpt(text)))
  return found?.number ?? null
}

/** The end of a matter: by its state, or else by its outcome. No end without words and time. */
function endOf(reading: RowReading, reportedAt: Date | null): DraftOutcome | null {
  const { constants, defaults } = reading.mapping
  const stateText = reading.text('state')
  const words = reading.text('outcome')
  const at = reading.time('resolvedAt')
  const satisfaction = satisfactionOf(reading)
  const state = stateText === '' ? undefined : stateOf(stateText)
  if (stateText !== '' && !state) reading.wrong('state', rowWords.noSuchState(excerpt(stateText)))
  if (state === 'open' || (state === undefined && words === '' && !at)) {
    if (state === 'open' && at) reading.wrong('resolvedAt', rowWords.openWithTime)
    return null
  }
  if (words === '') reading.wrong('outcome', rowWords.endedWithoutOutcome)
  if (!at) {
    reading.wrong('resolvedAt', rowWords.endedWithoutTime)
    return null
  }
  const outcome = constants?.outcome ?? state ?? defaults?.outcome ?? 'explained'
  const end = reportedAt && at < reportedAt ? endOfDay(at, reportedAt) : at
  if (!end) reading.wrong('resolvedAt', rowWords.beforeReport)
  return { outcome, words, at: end ?? at, satisfaction }
}

/** A day without time that is the day of the report: it cannot have ended before it began. */
function endOfDay(at: Date, reportedAt: Date): Date | null {
  const day = (date: Date) => Math.floor((date.getTime() + chinaOffsetMs) / dayMs)
  const hasTime = (at.getTime() + chinaOffsetMs) % dayMs !== 0
  return !hasTime && day(at) === day(reportedAt) ? reportedAt : null
}

function satisfactionOf(reading: RowReading): number | null {
  const text = reading.text('satisfaction')
  if (text === '') return null
  const found = ratingOf(text)
  if (found === undefined) reading.wrong('satisfaction', rowWords.noSuchRating(excerpt(text)))
  return found ?? null
}
