import type { EventActor } from '../../../kernel/actor.ts'
import { Failure, fail } from '../../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import { signalLive } from '../../../kernel/live/hub.ts'
import { tellBroken } from '../../../kernel/sheets/broken-import.ts'
import { type OpenSheet, openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { notify } from '../../notices/public.ts'
import { buildingsOf } from './doors.ts'
import { recordImport } from './import-events.ts'
import { beginRun, changeImport, importFiles, keepRows, lockImport, mayGoOn, rowsKept } from './import-store.ts'
import type { ImportName, ImportRecord } from './import-tables.ts'
import { runRows } from './run-rows.ts'
import { undoAll } from './undo.ts'

type Working = Pick<Services, 'db' | 'clock' | 'secrets'>

/** What a sheet may unfold to, and the most rows of one: a whole district's. */
const mostBytes = 512 * 1_048_576
export const mostRows = 200_000

/** Opens a sheet of an import. Throws SheetError in words. */
export const openImportSheet = (bytes: Uint8Array, signal?: AbortSignal): Promise<OpenSheet> =>
  openSheet(bytes, { maxRows: mostRows, maxBytes: mostBytes, ...(signal ? { signal } : {}) })

export interface WorkOptions {
  /** Rows in a transaction; a thousand if left out. */
  readonly rowsAtOnce?: number
  /** After some rows are in. */
  readonly onBatch?: () => void | Promise<void>
}

/** Does what an import in the background waits for: judges all rows, writes them, or takes them back. */
export async function workOn(
  services: Working,
  of: ImportName,
  signal: AbortSignal,
  options: WorkOptions = {},
): Promise<void> {
  const { db, clock } = services
  const state = await db.tx(async (tx) => (await lockImport(tx, of))?.state)
  if (state !== 'checking' && state !== 'running' && state !== 'undoing') return
  const it = await db.tx((tx) => beginRun(tx, of, state, clock.now()))
  if (!it) return
  try {
    if (state === 'undoing') await undoAll(services, it, signal)
    else await readThrough(services, it, signal, options)
  } catch (error) {
    if (error instanceof Stopped) return
    // The worker stops: the job comes back and goes on behind what is in.
    if (signal.aborted) throw error
    await giveUp(services, it, error)
  }
}

export const fileIsGone = (): never =>
  fail('refused', 'households.import_file_gone', {
    zh: '文件只保留七天，已经删除。请重新上传，导入过的行不会重复',
    en: 'The file was kept for a week and is gone. Upload it again: rows that are in will not come twice',
  })

/** Somebody stopped it, or another run took over. */
class Stopped extends Error {}

/** In the name of whoever asked. */
export const importerOf = (it: Pick<ImportRecord, 'accepted_by' | 'created_by' | 'post_id'>): EventActor => ({
  ...{ personId: it.accepted_by ?? it.created_by, postId: it.post_id, via: 'import' },
})

/** Judges all rows of the file, a thousand in a transaction; in one that was accepted the right ones are written. */
async function readThrough(
  { db, clock, secrets }: Working,
  it: ImportRecord,
  signal: AbortSignal,
  { rowsAtOnce, onBatch }: WorkOptions,
): Promise<void> {
  const bytes = await db.read((tx) => importFiles.read(tx, secrets, it))
  const at = clock.now()
  const buildings = await db.read((tx) => buildingsOf(tx, it.tenant_id, at, withinReach(it)))
  const sheet = await openImportSheet(bytes ?? fileIsGone(), signal)
  try {
    const write = it.state === 'running'
    const batch = {
      ...{ tenantId: it.tenant_id, secrets, at, by: importerOf(it), buildings, write, seen: new Set<string>() },
      ...{ asOf: dayOf(it.accepted_at ?? at), importId: it.id },
    }
    await runRows(sheet, {
      ...{ kind: 'households', batch, chosen: it.chosen, tx: (work) => db.tx(work) },
      before: (tx, rows) => {
        signal.throwIfAborted()
        return rowsKept(tx, it, rows)
      },
      after: async (tx, rows) => {
        if (!(await keepRows(tx, secrets, it, rows, clock.now()))) throw new Stopped()
      },
      ...(rowsAtOnce ? { rowsAtOnce } : {}),
      ...(onBatch ? { onBatch } : {}),
    })
    await db.tx((tx) => end(tx, it, clock.now()))
  } finally {
    await sheet.close()
  }
}

function withinReach({ reach }: ImportRecord) {
  const within = reach.map((path) => sql<boolean>`(h.place_path >= ${path} and h.place_path < ${`${path}:`})`)
  return within.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(within, sql` or `)})`
}

/** All rows were read: what was foretold waits to be accepted, what was written is done. */
async function end(tx: Tx, begun: ImportRecord, at: Date): Promise<void> {
  if (!(await mayGoOn(tx, begun))) return
  const it = await lockImport(tx, { tenantId: begun.tenant_id, importId: begun.id })
  if (!it) return
  if (it.state === 'checking') return changeImport(tx, it, { state: 'checked', rows_total: it.rows_read }, at)
  await importFiles.drop(tx, it)
  await changeImport(tx, it, { state: 'done', rows_total: it.rows_read, finished_at: at }, at)
  await recordImport(tx, it, 'finished', { actor: importerOf(it), at })
  await tellWhoAsked(tx, it, at)
  await signalLive(tx, { tenantId: it.tenant_id, topic: 'household', id: it.id, persons: null })
}

/** A large book takes minutes: whoever accepted it need not wait at the page. */
async function tellWhoAsked(tx: Tx, it: ImportRecord, at: Date): Promise<void> {
  const { fresh, changed, wrong } = it
  await notify(tx, {
    tenantId: it.tenant_id,
    personIds: [it.accepted_by ?? it.created_by],
    topic: 'imported',
    subject: { kind: 'household.import', id: it.id },
    words: {
      zh: `住户表格已导入：新增 ${fresh} 行，更新 ${changed} 行${wrong > 0 ? `，${wrong} 行有误，可下载改正` : ''}`,
      en: `The sheet of households is in: ${fresh} rows new, ${changed} changed${wrong > 0 ? `; ${wrong} are wrong and can be corrected` : ''}`,
    },
    at,
  })
}

/** Keeps in words why it ended; what is in stays in, and it can go on once the cause is gone. */
async function giveUp({ db, clock }: Working, it: ImportRecord, error: unknown): Promise<void> {
  const words =
    error instanceof Failure
      ? error.words
      : {
          zh: '系统出了问题，停了下来。已经写入的都在，请稍后再试',
          en: 'Something broke on our side and it stopped. What is in stays in; please go on in a moment',
        }
  await db.tx(async (tx) => {
    if (!(await mayGoOn(tx, it))) return
    const state = it.state !== 'undoing' ? 'failed' : it.finished_at ? 'done' : 'cancelled'
    await changeImport(tx, it, { state, failure: words }, clock.now())
  })
  tellBroken(it.id, error)
}
