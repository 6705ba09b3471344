import { Failure, fail } from '../../../kernel/contract/errors.ts'
import { type Db, sql } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import { tellBroken } from '../../../kernel/sheets/broken-import.ts'
import type { Doing } from '../doing.ts'
import { recordImport } from './import-events.ts'
import {
  beginRun,
  changeImport,
  importFiles,
  type JudgedRow,
  keepRows,
  lockImport,
  mayGoOn,
  signalImported,
} from './import-store.ts'
import type { ImportName, ImportRecord } from './import-tables.ts'
import { type ReadRow, readRows } from './read-rows.ts'
import { touchedWords, undoAll } from './undo.ts'
import { ledgerNow, markStreams, writeRows } from './write-rows.ts'

type Working = Pick<Services, 'db' | 'clock' | 'secrets'>

/** Rows after which it says how far it is, and asks whether to go on. */
const reportEvery = 50

/** Does what an import in the background waits for: judges all rows, writes them, or takes them back. */
export async function workOn(services: Working, of: ImportName, signal: AbortSignal): Promise<void> {
  const { db, clock } = services
  const state = await db.tx(async (tx) => (await lockImport(tx, of))?.state)
  if (state !== 'checking' && state !== 'running' && state !== 'undoing') return
  const it = await db.tx((tx) => beginRun(tx, of, state, clock.now()))
  if (!it) return
  try {
    if (state === 'undoing') await undo(services, it)
    else await judge(services, it, signal)
  } catch (error) {
    if (error instanceof Stopped) return
    // The worker stops: the job comes back and begins anew, for nothing was written.
    if (signal.aborted) throw error
    await giveUp(services, it, error)
  }
}

export const fileIsGone = (): never =>
  fail('refused', 'enterprises.import_file_gone', {
    zh: '文件只保留七天，已经删除。请重新上传，导入过的行不会重复',
    en: 'The file was kept for a week and is gone. Upload it again: rows that are in will not come twice',
  })

/** Somebody cancelled it, or another run took over. */
class Stopped extends Error {}

/** Takes back all that a check wrote, and carries what it found out of the transaction. */
class Judged extends Error {
  readonly rows: readonly JudgedRow[]
  constructor(rows: readonly JudgedRow[]) {
    super('a check writes nothing')
    this.rows = rows
  }
}

async function judge(services: Working, it: ImportRecord, signal: AbortSignal): Promise<void> {
  const { db, clock, secrets } = services
  const bytes = await db.read((tx) => importFiles.read(tx, secrets, it))
  const read = await readRows(it, bytes ?? fileIsGone(), signal)
  const report = reporter(services, it, read.length, signal)
  const doing = doingFor(services, it)
  if (it.state === 'running') return write(services, it, doing, read, report)
  const rows = await tryRows(db, it, doing, read, report)
  await db.tx(async (tx) => {
    if (!(await mayGoOn(tx, it))) return
    await keepRows(tx, secrets, it, rows)
    await changeImport(tx, it, { state: 'checked', rows_total: rows.length, ...countsOf(rows) }, clock.now())
  })
}

/** In the name and reach of whoever asked for it. */
function doingFor({ clock, secrets }: Working, it: ImportRecord): Doing {
  const { asker } = it
  if (!asker) throw new Error(`nobody asked for import ${it.id}`)
  return {
    tenantId: it.tenant_id,
    actor: asker,
    by: { personId: asker.personId, postId: null, via: 'import' },
    at: clock.now(),
    secrets,
  }
}

type Report = (rows: readonly JudgedRow[]) => Promise<void>

/** Tells now and then how far it is, beside the transaction that writes; a cancel is heard there. */
function reporter({ db, clock }: Working, it: ImportRecord, total: number, signal: AbortSignal): Report {
  return async (rows) => {
    if (rows.length % reportEvery !== 0) return
    signal.throwIfAborted()
    await db.tx(async (tx) => {
      if (!(await mayGoOn(tx, it))) throw new Stopped()
      await changeImport(tx, it, { rows_total: total, ...countsOf(rows) }, clock.now())
    })
  }
}

/** What accepting would do, by doing it in a transaction that is taken back: a check and an acceptance cannot differ. */
async function tryRows(
  db: Db,
  it: ImportRecord,
  doing: Doing,
  read: readonly ReadRow[],
  report: Report,
): Promise<readonly JudgedRow[]> {
  try {
    return await db.tx(async (tx) => {
      const { rows } = await writeRows(tx, doing, it, read, report)
      throw new Judged(rows)
    })
  } catch (error) {
    if (error instanceof Judged) return error.rows
    throw error
  }
}

async function write(
  { db, secrets }: Working,
  it: ImportRecord,
  doing: Doing,
  read: readonly ReadRow[],
  report: Report,
): Promise<void> {
  const { at } = doing
  await db.tx(async (tx) => {
    const since = ledgerNow()
    const { rows, streams } = await writeRows(tx, doing, it, read, report)
    await markStreams(tx, it, streams, { at, since })
    // Locked only now, so that a cancel need not wait for the rows; from here on it comes too late.
    if (!(await mayGoOn(tx, it))) throw new Stopped()
    await keepRows(tx, secrets, it, rows)
    await importFiles.drop(tx, it)
    const counts = countsOf(rows)
    await changeImport(tx, it, { state: 'done', rows_total: rows.length, ...counts, finished_at: at }, at)
    await recordImport(tx, { ...it, ...counts }, 'finished', { actor: doing.by, at })
    await signalImported(tx, it)
  })
}

/** How many rows do what. */
function countsOf(rows: readonly JudgedRow[]) {
  const counts = { rows_read: rows.length, fresh: 0, changed: 0, same: 0, wrong: 0 }
  for (const { result } of rows) counts[result === 'new' ? 'fresh' : result]++
  return counts
}

async function undo({ db, clock, secrets }: Working, it: ImportRecord): Promise<void> {
  const at = clock.now()
  await db.tx(async (tx) => {
    if (!(await mayGoOn(tx, it))) return
    const by = { personId: it.undone_by, postId: null, via: 'import' } as const
    const touched = await undoAll(tx, { tenantId: it.tenant_id, actor: null, by, at, secrets }, it)
    if (touched.length > 0) {
      await changeImport(tx, it, { state: 'done', undone_by: null, failure: touchedWords(touched) }, at)
      return
    }
    await sql`delete from enterprises.import_marks where tenant_id = ${it.tenant_id} and import_id = ${it.id}`.execute(
      tx,
    )
    await changeImport(tx, it, { state: 'undone', undone_at: at, failure: null }, at)
    await recordImport(tx, it, 'reverted', { actor: by, at })
    await signalImported(tx, it)
  })
}

/** Keeps in words why it ended; what it would have done is not done. */
async function giveUp({ db, clock }: Working, it: ImportRecord, error: unknown): Promise<void> {
  const words =
    error instanceof Failure
      ? error.words
      : {
          zh: '系统出了问题，停了下来。什么都没有写入，请稍后再试',
          en: 'Something broke on our side and it stopped. Nothing was written; please try again in a moment',
        }
  await db.tx(async (tx) => {
    if (!(await mayGoOn(tx, it))) return
    const state = it.state === 'undoing' ? 'done' : 'failed'
    await changeImport(tx, it, { state, failure: words }, clock.now())
  })
  tellBroken(it.id, error)
}
