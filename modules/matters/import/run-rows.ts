import { createHash } from 'node:crypto'
import { Failure } from '../../../kernel/contract/errors.ts'
import type { MatterId, PlaceId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, sqlState, type Tx } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import type { OpenSheet, Row } from '../../../kernel/sheets/sheet-reader.ts'
import { type Around, loadAround, uncategorised } from '../surroundings.ts'
import { workdaysTaken } from './answer-time.ts'
import { type HeaderMatch, matchHeaders } from './headers.ts'
import type { ImportRules } from './import-rules.ts'
import { changeImport, keepFaults, mayGoOn, type RowFault } from './import-store.ts'
import type { ImportRecord } from './import-tables.ts'
import { importedMatter } from './imported-matter.ts'
import { type DraftMatter, type MappedRow, rowMapper } from './map-row.ts'
import { rowWords } from './row-words.ts'
import { type WrittenRow, writeMatters } from './write-matters.ts'

/** Rows of one transaction; fewer where they are long, so that memory stays flat whatever the rows hold. */
const batchRows = 200
const batchCharacters = 400_000

export interface Counts {
  read: number
  created: number
  unchanged: number
  rejected: number
}

export interface RunOptions {
  /** `false`: everything is looked at and nothing but the faults is written. */
  readonly write: boolean
  readonly signal?: AbortSignal
  /** After each batch, with the rows that were not taken. */
  readonly onBatch?: (counts: Readonly<Counts>, faults: readonly RowFault[]) => void | Promise<void>
}

type Running = Pick<Services, 'db' | 'clock' | 'secrets'>

interface Read {
  readonly row: Row
  readonly mapped: MappedRow
}

/**
 * Takes the rows of an opened sheet in batches, each in a transaction of its own. A row that is in already counts as
 * unchanged (or, after a crash, as created by this import); nothing is ever written over.
 * @returns the counts, or null where the import was cancelled or another run took over. Throws the signal's reason.
 */
export async function runRows(
  services: Running,
  it: ImportRecord,
  sheet: OpenSheet,
  rules: ImportRules,
  options: RunOptions,
): Promise<Counts | null> {
  const { columns } = matchHeaders(sheet.headers, it.mapping, it.chosen)
  const { categories, placeOf } = rules
  const now = services.clock.now()
  const map = rowMapper(it.mapping, { columns, categories, placeOf, now, dateBase: sheet.dateBase })
  const run = new Run(services, it, rules, options, columns)
  let batch: Read[] = []
  let characters = 0
  // While the database takes one batch, the next one is read.
  let taken = Promise.resolve(true)
  for await (const row of sheet.rows) {
    batch.push({ row, mapped: map(row) })
    for (const cell of row.cells) characters += typeof cell === 'string' ? cell.length : 8
    if (batch.length < batchRows && characters < batchCharacters) continue
    if (!(await taken)) return null
    options.signal?.throwIfAborted()
    taken = run.take(batch)
    // Its failure is met where it is awaited, at the next batch.
    taken.catch(() => {})
    batch = []
    characters = 0
  }
  return (await taken) && (await run.take(batch)) ? run.counts : null
}

/** SQLSTATE classes of what a row itself can bring about: data that does not fit, a constraint that refuses. */
const faultOfData = (error: unknown): boolean => /^2[23]/.test(sqlState(error) ?? '')

class Run {
  readonly counts: Counts = { read: 0, created: 0, unchanged: 0, rejected: 0 }
  readonly #services: Running
  readonly #it: ImportRecord
  readonly #rules: ImportRules
  readonly #options: RunOptions
  readonly #naming: number

  constructor(
    services: Running,
    it: ImportRecord,
    rules: ImportRules,
    options: RunOptions,
    columns: HeaderMatch['columns'],
  ) {
    this.#services = services
    this.#it = it
    this.#rules = rules
    this.#options = options
    const naming = it.mapping.identity.find((field) => columns[field] !== undefined) ?? 'body'
    this.#naming = columns[naming] ?? 0
  }

  /** One batch in one transaction. One that the database refuses is halved until the row at fault stands alone. */
  async take(batch: readonly Read[], refused: Words | null = null): Promise<boolean> {
    const { db, secrets, clock } = this.#services
    const it = this.#it
    const counts = { ...this.counts }
    const faults: RowFault[] = []
    const fault = ({ row }: Read, errors: RowFault['errors']) => {
      counts.rejected++
      faults.push({ row: row.number, cells: row.cells, errors })
    }
    try {
      const goesOn = await db.tx(async (tx) => {
        if (!(await mayGoOn(tx, it))) return false
        counts.read += batch.length
        if (refused) for (const read of batch) fault(read, this.#about(read, refused))
        else await this.#settle(tx, batch, counts, fault)
        await keepFaults(tx, secrets, it, faults)
        await changeImport(tx, it, progressOf(counts), clock.now())
        return true
      })
      if (!goesOn) return false
    } catch (error) {
      if (!faultOfData(error) || refused) throw error
      if (batch.length <= 1) return this.take(batch, rowWords.refused)
      const middle = Math.ceil(batch.length / 2)
      return (await this.take(batch.slice(0, middle))) && (await this.take(batch.slice(middle)))
    }
    Object.assign(this.counts, counts)
    await this.#options.onBatch?.(counts, faults)
    return true
  }

  async #settle(
    tx: Tx,
    batch: readonly Read[],
    counts: Counts,
    fault: (read: Read, errors: RowFault['errors']) => void,
  ): Promise<void> {
    const drafts: Named[] = []
    for (const read of batch) {
      if ('errors' in read.mapped) fault(read, read.mapped.errors)
      else drafts.push({ read, draft: read.mapped.ok, digest: digestOf(read.mapped.ok.sourceKey) })
    }
    const seen = await this.#look(tx, drafts)
    const fresh: Named[] = []
    for (const named of drafts) {
      const firstRow = seen.rows.get(named.digest.toString('hex'))
      const known = seen.matters.get(named.draft.sourceKey)
      if (firstRow !== undefined && firstRow !== named.draft.row)
        fault(named.read, this.#about(named.read, rowWords.twice(firstRow)))
      else if (!known) fresh.push(named)
      else if (known.importId === this.#it.id) counts.created++
      else if (known.hash === named.draft.sourceHash) counts.unchanged++
      else fault(named.read, this.#about(named.read, rowWords.changed(known.number)))
    }
    counts.created += await this.#create(tx, fresh, fault)
  }

  /** What is known of these rows: on which row of the file their key stood first, and matters that came from it before. */
  async #look(tx: Tx, drafts: readonly Named[]) {
    const it = this.#it
    // One import at a time: two files with the same rows must not both find them new.
    await sql`select pg_advisory_xact_lock(hashtext('matters.import'), hashtext(${it.tenant_id}))`.execute(tx)
    const digests = drafts.map(({ digest }) => digest)
    const rows = await sql<{ digest: string; row_number: number }>`
      with mine as (
        insert into matters.import_rows (tenant_id, import_id, source_digest, row_number)
        select ${it.tenant_id}, ${it.id}, d.digest, d.row_number
        from unnest(${digests}::bytea[], ${drafts.map(({ draft }) => draft.row)}::integer[]) as d(digest, row_number)
        order by d.row_number
        on conflict do nothing returning source_digest, row_number)
      select encode(source_digest, 'hex') as digest, row_number from mine
      union all
      select encode(r.source_digest, 'hex'), r.row_number from matters.import_rows r
      where r.tenant_id = ${it.tenant_id} and r.import_id = ${it.id} and r.source_digest = any(${digests}::bytea[])`.execute(
      tx,
    )
    const matters = await sql<{ key: string; hash: string; importId: string | null; number: string; id: MatterId }>`
      select m.source_key as key, encode(m.source_hash, 'hex') as hash, m.import_id as "importId", m.number, m.id
      from matters.matters m
      where m.tenant_id = ${it.tenant_id} and m.source_key = any(${drafts.map(({ draft }) => draft.sourceKey)}::text[])`.execute(
      tx,
    )
    return {
      rows: new Map(rows.rows.map((row) => [row.digest, row.row_number])),
      matters: new Map(matters.rows.map((row) => [row.key, row])),
    }
  }

  /** @returns how many were (or, when only looking, would be) written; rows that the rules refuse become faults. */
  async #create(
    tx: Tx,
    fresh: readonly Named[],
    fault: (read: Read, errors: RowFault['errors']) => void,
  ): Promise<number> {
    const it = this.#it
    const { secrets, clock } = this.#services
    const { write } = this.#options
    const at = clock.now()
    const surroundings = new Map<PlaceId, Around>()
    const numbers = write ? await takeNumbers(tx, fresh.length) : []
    const rows: WrittenRow[] = []
    let created = 0
    for (const [n, { read, draft, digest }] of fresh.entries()) {
      try {
        // Only an open matter needs somebody who answers: there is nothing to find out about an ended one.
        if (write || !draft.ended) {
          const around = await this.#around(tx, draft, surroundings, at)
          const importing = { secrets, it, kind: this.#rules.kind.code, around, running: numbers[n] ?? 0, at }
          rows.push({ digest, matter: importedMatter(draft, importing), ...this.#answer(draft) })
        }
        created++
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        fault(read, this.#about(read, error.words))
      }
    }
    if (write) await writeMatters(tx, it, rows, at)
    return created
  }

  #answer({ reportedAt, ended }: DraftMatter): Pick<WrittenRow, 'answeredAt' | 'workdays'> {
    if (!ended || ended.outcome === 'void') return { answeredAt: null, workdays: null }
    return { answeredAt: ended.at, workdays: workdaysTaken(this.#rules.calendar, reportedAt, ended.at) }
  }

  /** The rules' view of a row's place, asked once a batch for each place; only the category differs from row to row. */
  async #around(tx: Tx, draft: DraftMatter, known: Map<PlaceId, Around>, at: Date): Promise<Around> {
    const placeId = (draft.placeId as PlaceId | null) ?? this.#it.place_id
    let around = known.get(placeId)
    if (!around) {
      const { code: kind, version: kindVersion } = this.#rules.kind
      const of = { tenantId: this.#it.tenant_id, placeId, gridId: null, kind, kindVersion, category: '', at }
      around = await loadAround(tx, of)
      known.set(placeId, around)
    }
    const code = draft.category ?? uncategorised.code
    return { ...around, category: { code, name: this.#rules.categoryNames.get(code) ?? uncategorised.name } }
  }

  /** A fault of the row as a whole stands at the column that names it. */
  #about({ row }: Read, words: Words): RowFault['errors'] {
    return [{ column: row.headers[this.#naming] ?? '', words }]
  }
}

interface Named {
  readonly read: Read
  readonly draft: DraftMatter
  readonly digest: Buffer
}

const digestOf = (sourceKey: string): Buffer => createHash('sha256').update(sourceKey).digest().subarray(0, 16)

const progressOf = ({ read, ...counts }: Counts) => ({ rows_read: read, ...counts })

async function takeNumbers(tx: Tx, count: number): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`select nextval('matters.number_seq') as n
    from generate_series(1, ${count}::integer)`.execute(tx)
  return rows.map((row) => row.n)
}
