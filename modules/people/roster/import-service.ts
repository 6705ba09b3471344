import type { Static } from 'typebox'
import type { Actor, EventActor } from '../../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../../kernel/contract/ids.ts'
import type { ImportStep } from '../../../kernel/contract/judged-import.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Services, UploadedFile } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { judgedRuns, type Report, type RunBy, type RunData } from '../../../kernel/sheets/judged-run.ts'
import { type ChosenColumns, mayChoose } from '../../../kernel/sheets/known-columns.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { levelKey, levelsOf } from '../../places/public.ts'
import { lockChain } from '../keeping/post-keeping.ts'
import { missingOf, placesOfColumns, rosterColumns } from './columns.ts'
import { recordRoster } from './import-events.ts'
import {
  changeRoster,
  forgetCells,
  headOf,
  insertRoster,
  loadRoster,
  type RawRow,
  rawRows,
  saveVerdicts,
} from './import-store.ts'
import { type RosterImportId, type RosterRecord, rosterJobName, type SheetHead, type Which } from './import-tables.ts'
import { type Judged, judgeRoster, type Standing, type Verdict } from './judge.ts'
import { readRosterRow } from './read-row.ts'
import { loadStanding } from './standing.ts'
import { undoRosterEffects } from './undo.ts'
import { type By, writeRoster } from './write.ts'

/** Who asks, and when. */
export interface Asking {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly secrets: Secrets
  readonly at: Date
}

const doer = ({ actor, eventActor }: Asking): EventActor => ({
  ...eventActor,
  postId: (actor.posts.find(({ role }) => role === 'administrator') ?? forbidden()).postId,
})

/** All of it is judged while one waits; a street has some hundred. */
const mostRows = 2_000
const mostBytes = 32 * 1_048_576

export interface ReadRoster {
  readonly head: SheetHead
  readonly rows: readonly RawRow[]
}

/** Reads the one .xlsx of an upload; before any transaction. Throws in words. */
export async function readRoster(upload: UploadedFile): Promise<ReadRoster> {
  const sheet = await openSheet(upload.bytes, { maxRows: mostRows, maxBytes: mostBytes })
  try {
    const rows: RawRow[] = []
    for await (const { number, cells } of sheet.rows) rows.push({ number, cells: [...cells] })
    if (rows.length === 0)
      fail('refused', 'people.roster_empty', { zh: '里面没有可以导入的行', en: 'There are no rows in it to import' })
    const { headers, dateBase } = sheet
    return { head: { fileName: upload.filename.slice(0, 200), headers: [...headers], dateBase }, rows }
  } finally {
    await sheet.close()
  }
}

/** Keeps what was read as a new import and, where it is clear what its columns mean, says of each row what it would do. */
export async function startRoster(tx: Tx, asking: Asking, { head, rows }: ReadRoster): Promise<RosterImportId> {
  const { actor, secrets, at } = asking
  const id = newId<'rosterImport'>()
  const own = { tenant_id: actor.tenantId, id, created_by: actor.personId, created_at: at }
  await insertRoster(tx, secrets, own, head, rows)
  const it = (await loadRoster(tx, actor.tenantId, id, true)) ?? notFound()
  await recordRoster(tx, it, 'uploaded', { actor: doer(asking), at })
  await judge(tx, asking, it)
  return id
}

/** Whether anything that an import wrote could be taken back. */
export async function hasEffects(tx: Tx, { tenant_id, id }: Which): Promise<boolean> {
  const { rows } = await sql`select from people.roster_effects
    where tenant_id = ${tenant_id} and import_id = ${id} limit 1`.execute(tx)
  return rows.length > 0
}

/** What an import can do next. @param known what it wrote is still known: after a month it is not, and there is no way back */
export const stepsOf = (
  it: Pick<RosterRecord, 'state' | 'fresh' | 'changed' | 'progress'>,
  known: boolean,
): readonly ImportStep[] => {
  if (it.state === 'running' || it.state === 'undoing') return it.progress === null ? ['cancel'] : []
  if (it.state === 'uploaded') return ['columns', 'cancel']
  if (it.state === 'checked') return [...(it.fresh + it.changed > 0 ? (['accept'] as const) : []), 'columns', 'cancel']
  return it.state === 'done' && known ? ['undo'] : []
}

async function lockFor(tx: Tx, { actor }: Asking, id: RosterImportId, step: ImportStep): Promise<RosterRecord> {
  const it = (await loadRoster(tx, actor.tenantId, id, true)) ?? notFound()
  if (stepsOf(it, await hasEffects(tx, it)).includes(step)) return it
  return fail('conflict', 'people.roster_wrong_state', {
    zh: '这次导入现在不能做这一步，请刷新看看',
    en: 'This import is not at that point any more. Please reload',
  })
}

/** How the columns of an import are read. */
export async function columnsOf(tx: Tx, secrets: Secrets, it: RosterRecord) {
  const levels = await levelsOf(tx, it.tenant_id)
  const known = rosterColumns(levels)
  const head = headOf(secrets, it)
  return { levels, known, head, at: placesOfColumns(known, head.headers, it.chosen) }
}

interface JudgedRows extends Judged {
  readonly standing: Standing
}

interface Judging {
  readonly secrets: Secrets
  /** Who asks: nobody appoints themselves. */
  readonly personId: PersonId
  readonly at: Date
}

async function judgeRows(tx: Tx, judging: Judging, it: RosterRecord): Promise<JudgedRows | null> {
  const { secrets, personId } = judging
  const { levels, known, head, at } = await columnsOf(tx, secrets, it)
  if (missingOf(at).length > 0) return null
  const order = levels.map(({ code }) => code).filter((code) => at.has(levelKey(code)))
  const raw = await rawRows(tx, secrets, it)
  const rows = raw.map((one) => readRosterRow(one, at, order, judging.at, head.dateBase))
  const standing = await loadStanding(tx, secrets, { tenantId: it.tenant_id, personId }, rows)
  const { verdicts, plan } = judgeRoster(standing, rows)
  // A sender knows a column by the header that stands there, else by what the template calls it.
  const headerOf = (key: string): string => {
    const place = at.get(key)
    const own = known.find((column) => column.key === key)
    return (place === undefined ? undefined : head.headers[place]) || own?.header.zh || key
  }
  const said = verdicts.map((one): Verdict => {
    const faults = one.faults.map(({ column, words }) => ({ column: column === '' ? '' : headerOf(column), words }))
    return { ...one, faults }
  })
  return { verdicts: said, plan, standing }
}

/** Says of each row what it would do, and keeps that; nobody is written. */
async function judge(tx: Tx, { secrets, actor, at }: Asking, it: RosterRecord): Promise<void> {
  const judged = await judgeRows(tx, { secrets, personId: actor.personId, at }, it)
  if (!judged) return changeRoster(tx, it, { state: 'uploaded', failure: null, ...noCounts })
  await saveVerdicts(tx, secrets, it, judged.verdicts)
  await changeRoster(tx, it, { state: 'checked', failure: null, ...countsOf(judged) })
}

const noCounts = { fresh: 0, changed: 0, same: 0, wrong: 0, persons: 0, posts: 0, tenures: 0 }

const countsOf = ({ verdicts, plan }: Judged) => {
  const of = (result: Verdict['result']) => verdicts.filter((one) => one.result === result).length
  return {
    ...{ fresh: of('new'), changed: of('changed'), same: of('same'), wrong: of('wrong') },
    persons: plan.filter(({ first, person }) => first && person.made).length,
    posts: plan.filter(({ post }) => post?.made).length,
    tenures: plan.filter(({ post }) => post !== null).length,
  }
}

/** Says by hand which column is which, and judges the rows anew. */
export async function chooseColumns(tx: Tx, asking: Asking, id: RosterImportId, columns: ChosenColumns): Promise<void> {
  const it = await lockFor(tx, asking, id, 'columns')
  const { known, head } = await columnsOf(tx, asking.secrets, it)
  if (!mayChoose(known, head.headers, columns))
    fail('invalid', 'people.roster_bad_columns', {
      zh: '选的列不对：每一列只能作为一项',
      en: 'These columns cannot be chosen: each is read as one thing only',
    })
  await changeRoster(tx, it, { chosen: columns })
  await judge(tx, asking, { ...it, chosen: columns })
}

const runs = judgedRuns({ table: 'people.roster_imports', jobName: rosterJobName, topic: 'people' })

/** Has the right rows written by a worker. */
export async function accept(tx: Tx, jobs: Jobs, asking: Asking, id: RosterImportId): Promise<void> {
  const it = await lockFor(tx, asking, id, 'accept')
  await runs.ask(tx, jobs, it, 'running', runBy(asking))
}

/** Has taken back what came in, but for what somebody used since. */
export async function undo(tx: Tx, jobs: Jobs, asking: Asking, id: RosterImportId): Promise<void> {
  const it = await lockFor(tx, asking, id, 'undo')
  await runs.ask(tx, jobs, it, 'undoing', runBy(asking))
}

const runBy = (asking: Asking): RunBy => ({
  personId: asking.actor.personId,
  actor: doer(asking),
  reach: [],
})

/** Gives up an import; what its rows said goes. One that waits for a worker stands again where it stood. */
export async function cancel(tx: Tx, _: Jobs, asking: Asking, id: RosterImportId): Promise<void> {
  const it = await lockFor(tx, asking, id, 'cancel')
  if (it.state === 'running' || it.state === 'undoing') return runs.stop(tx, it)
  await forgetCells(tx, it, true)
  await changeRoster(tx, it, { state: 'cancelled', sheet_sealed: null })
  await recordRoster(tx, it, 'cancelled', { actor: doer(asking), at: asking.at })
}

/** What a worker does of it: all of it in one transaction. */
export const work = (
  { db, secrets, clock }: Pick<Services, 'db' | 'secrets' | 'clock'>,
  data: Static<typeof RunData>,
  signal: AbortSignal,
): Promise<void> =>
  runs.run(db, data, signal, async (tx, state, report) => {
    // Posts are made and abolished under this lock, so none comes between judging and writing.
    await lockChain(tx, data.tenantId)
    const it = (await loadRoster(tx, data.tenantId, data.importId as RosterImportId, false)) ?? notFound()
    const { personId, postId, via } = data
    const by: By = { by: { personId, postId, via }, at: clock.now() }
    if (state === 'undoing') return takeBack(tx, it, by, report)
    await write(tx, { secrets, personId, at: by.at }, it, by, report)
  })

/** Judges once more, and writes the right rows. */
async function write(tx: Tx, judging: Judging, it: RosterRecord, by: By, report: Report): Promise<void> {
  const judged = (await judgeRows(tx, judging, it)) ?? notFound()
  report(0.2)
  await writeRoster(tx, judging.secrets, it, judged.standing, judged.plan, by, (share) => report(0.2 + share * 0.6))
  await saveVerdicts(tx, judging.secrets, it, judged.verdicts)
  await forgetCells(tx, it, false)
  const counts = countsOf(judged)
  await changeRoster(tx, it, { state: 'done', accepted_at: by.at, ...counts })
  await recordRoster(tx, { ...it, ...counts }, 'accepted', { actor: by.by, at: by.at })
}

async function takeBack(tx: Tx, it: RosterRecord, by: By, report: Report): Promise<void> {
  const kept = await undoRosterEffects(tx, it, by, report)
  await changeRoster(tx, it, { state: 'undone', undone_at: by.at, kept })
  await recordRoster(tx, { ...it, kept }, 'reverted', { actor: by.by, at: by.at })
}
