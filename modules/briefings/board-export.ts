import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import {
  Counting,
  type CubeCell,
  cubeFor,
  type FigureCounts,
  type Formula,
  formulasInForce,
  kindsInForce,
} from '../matters/public.ts'
import { nameOf, placeAndAbove } from './board-places.ts'
import { type BoardQuery, checkMonths } from './board-queries.ts'
import { firstDayOf, lastDayOf } from './months.ts'

const head = {
  zh: { sheet: '指标全表', place: '地点', kind: '类型', month: '月份', of: '应计', out: '剔除' },
  en: { sheet: 'Whole board', place: 'Place', kind: 'Kind', month: 'Month', of: 'of', out: 'left out' },
} as const

interface Row {
  readonly place: string
  readonly kind: string
  readonly month: string
  readonly figures: FigureCounts['figures']
}

/** The whole board of a place as far as the actor may see it, in the order of places, months and kinds. */
export async function wholeBoard(tx: Tx, actor: Actor, query: BoardQuery, lang: Lang, now: Date) {
  checkMonths(query.from, query.to)
  const [place] = await placeAndAbove(tx, actor, query.placeId)
  if (!place) return notFound()
  const days = { reportedFrom: firstDayOf(query.from), reportedTo: lastDayOf(query.to) }
  const formulas = (await formulasInForce(tx, actor.tenantId, now)).filter(({ shown }) => shown)
  const counting = new Counting(formulas)
  const cells = await cubeFor(tx, actor, { placePath: place.path, ...days }, { counting, now })
  const names = await namesBelow(tx, actor, place.path)
  const kinds = new Map((await kindsInForce(tx, actor.tenantId, now)).map(({ code, name }) => [code, name]))
  const placeName = (path: string): string => {
    const steps = path.slice(place.path.length).split('/').slice(0, -1)
    const below = steps.map((_, at) => `${place.path}${steps.slice(0, at + 1).join('/')}/`)
    return [place.path, ...below].map((one) => names.get(one)?.[lang] ?? '').join(lang === 'zh' ? '' : ', ')
  }
  const inOrder = (a: CubeCell, b: CubeCell) =>
    a.path.localeCompare(b.path) || a.month.localeCompare(b.month) || a.kind.localeCompare(b.kind)
  const rows = cells.toSorted(inOrder).map(
    ({ path, kind, month, counts }): Row => ({
      ...{ place: placeName(path), kind: kinds.get(kind)?.[lang] ?? kind, month },
      figures: counting.countsOf({ counts, tenths: null }).figures,
    }),
  )
  return { rows, formulas }
}

interface WholeBoard {
  readonly rows: readonly Row[]
  readonly formulas: readonly Formula[]
}

async function namesBelow(tx: Tx, actor: Actor, path: string): Promise<ReadonlyMap<string, Words>> {
  const { rows } = await sql<{ path: string; name: string; nameEn: string }>`
    select path, name, name_en as "nameEn" from places.places_view
    where tenant_id = ${actor.tenantId} and path >= ${path} and path < ${`${path}:`}`.execute(tx)
  return new Map(rows.map((row) => [row.path, nameOf(row)]))
}

/** A row a place, month and kind: of each figure its count, of rates also of how many and how many were left out. */
export function boardSheet({ rows, formulas }: WholeBoard, lang: Lang) {
  const w = head[lang]
  const column = (header: string, value: (row: Row) => SheetValue) => ({ header, value })
  const columns = formulas.flatMap(({ code, name, denominator, partly }) => [
    column(name[lang], (row) => row.figures[code]?.numerator ?? 0),
    ...(denominator
      ? [
          column(`${name[lang]} ${w.of}`, (row) => row.figures[code]?.denominator ?? 0),
          column(`${name[lang]} ${w.out}`, (row) => row.figures[code]?.excluded ?? 0),
          ...(partly ? [column(`${name[lang]} × ${partly.percent}%`, (row) => row.figures[code]?.partly ?? 0)] : []),
        ]
      : []),
  ])
  return sheetStream<Row>({
    name: w.sheet,
    columns: [
      column(w.place, (row) => row.place),
      column(w.month, (row) => row.month),
      column(w.kind, (row) => row.kind),
      ...columns,
    ],
    rows: (async function* () {
      yield* rows
    })(),
  })
}
