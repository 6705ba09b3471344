import type { Static } from 'typebox'
import type { Actor, EventActor } from '../../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import type { ImportStep } from '../../../kernel/contract/judged-import.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { judgedRuns, type Report, type RunBy, type RunData } from '../../../kernel/sheets/judged-run.ts'
import { type ChosenColumns, mayChoose } from '../../../kernel/sheets/known-columns.ts'
import type { LevelView } from '../contract.ts'
import { levelsOf } from '../place-queries.ts'
import { keepers } from '../roles.ts'
import type { Crs } from '../tables.ts'
import { importColumns, isDivisions, placesOfColumns } from './columns.ts'
import { recordImport } from './import-events.ts'
import {
  changeImport,
  forgetCells,
  insertImport,
  keptPaths,
  loadTree,
  lockImport,
  rawRows,
  saveVerdicts,
  sheetNameOf,
} from './import-store.ts'
import { type ImportRecord, type PlaceImportId, placeImportJobName } from './import-tables.ts'
import { judgeDivisions } from './judge-divisions.ts'
import { judgePlaces } from './judge-places.ts'
import type { Plan } from './place-tree.ts'
import type { ReadFile } from './read-file.ts'
import { readRow } from './read-row.ts'
import { undoEffects } from './undo.ts'
import type { Verdict } from './verdict.ts'
import { type By, writePlan } from './write-plan.ts'

/** Who asks, and when. */
export interface Asking {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly secrets: Secrets
  readonly at: Date
}

/** The widest place by which somebody keeps the register: their imports belong there. */
const ownPost = ({ posts }: Actor) =>
  posts.find(({ role }) => role === 'administrator') ??
  posts
    .filter(({ role }) => keepers.some((one) => one === role))
    .toSorted((a, b) => a.placePath.length - b.placePath.length)[0] ??
  forbidden()

const pathOfImports = (actor: Actor): string => {
  const { role, placePath } = ownPost(actor)
  return role === 'administrator' ? '/' : placePath
}

const doer = ({ actor, eventActor }: Asking): EventActor => ({ ...eventActor, postId: ownPost(actor).postId })

/** Keeps what was read as a new import and, where it is clear what its columns mean, says of each row what it would do. */
export async function startImport(tx: Tx, asking: Asking, file: ReadFile): Promise<PlaceImportId> {
  const { actor, secrets, at } = asking
  const { fileName, headers, rows, source, crs } = file
  const id = newId<'placeImport'>()
  const own = { place_path: pathOfImports(actor), created_by: actor.personId, created_at: at }
  await insertImport(tx, secrets, { tenant_id: actor.tenantId, id, source, crs, ...own }, { fileName, headers }, rows)
  const it = (await lockImport(tx, actor, id)) ?? notFound()
  await recordImport(tx, it, 'uploaded', { actor: doer(asking), at })
  await judge(tx, asking, it)
  return id
}

/** Whether anything that an import wrote could be taken back. */
export async function hasEffects(tx: Tx, { tenant_id, id }: Pick<ImportRecord, 'tenant_id' | 'id'>): Promise<boolean> {
  const { rows } = await sql`select from places.import_effects
    where tenant_id = ${tenant_id} and import_id = ${id} limit 1`.execute(tx)
  return rows.length > 0
}

/** What an import can do next. */
export const stepsOf = (
  it: Pick<ImportRecord, 'state' | 'fresh' | 'changed' | 'making' | 'progress'>,
  /** What it wrote is still known: after a month it is not, and there is no way back. */
  known: boolean,
): readonly ImportStep[] => {
  if (it.state === 'running' || it.state === 'undoing') return it.progress === null ? ['cancel'] : []
  if (it.state === 'uploaded') return ['columns', 'cancel']
  if (it.state === 'checked')
    return [...(it.fresh + it.changed + it.making > 0 ? (['accept'] as const) : []), 'columns', 'cancel']
  return it.state === 'done' && known ? ['undo'] : []
}

async function lockFor(tx: Tx, { actor }: Asking, id: PlaceImportId, step: ImportStep): Promise<ImportRecord> {
  const it = (await lockImport(tx, actor, id)) ?? notFound()
  if (stepsOf(it, await hasEffects(tx, it)).includes(step)) return it
  return fail('conflict', 'places.import_wrong_state', {
    zh: '这次导入现在不能做这一步，请刷新看看',
    en: 'This import is not at that point any more. Please reload',
  })
}

/** What has to be said before rows can be judged. */
export function missingOf(
  at: ReadonlyMap<string, number>,
  it: Pick<ImportRecord, 'source' | 'crs'>,
): ('names' | 'crs')[] {
  const named = [...at.keys()].some((key) => key.startsWith('level:') || key === 'name' || key === 'code')
  const located = it.source === 'geojson' || (at.has('lng') && !at.has('crs'))
  return [...(named ? [] : (['names'] as const)), ...(located && !it.crs ? (['crs'] as const) : [])]
}

/** How the columns of an import are read. */
export function columnsOf(secrets: Secrets, it: ImportRecord, levels: readonly LevelView[]) {
  const known = importColumns(levels)
  const { headers } = sheetNameOf(secrets, it)
  return { known, headers, at: placesOfColumns(known, headers, it.chosen) }
}

interface Judged {
  readonly verdicts: readonly Verdict[]
  readonly plan: Plan
}

/** @param reach where whoever asks keeps the register, by paths */
async function judgeRows(tx: Tx, secrets: Secrets, reach: readonly string[], it: ImportRecord): Promise<Judged | null> {
  const levels = await levelsOf(tx, it.tenant_id)
  const { headers, at } = columnsOf(secrets, it, levels)
  if (missingOf(at, it).length > 0) return null
  const tree = await loadTree(tx, it.tenant_id, levels, reach, it.source === 'geojson' || at.has('lng'))
  const order = tree.levels.map(({ code }) => code)
  const rows = (await rawRows(tx, secrets, it)).map((raw) => readRow(raw, at, order, it.crs))
  const judged = it.source !== 'geojson' && isDivisions(at) ? judgeDivisions(tree, rows) : judgePlaces(tree, rows)
  // As the sender calls the column; what was pasted has none of its own.
  const nameOf = (key: string) => (it.source === 'text' ? '' : (headers[at.get(key) ?? -1] ?? ''))
  const verdicts = judged.map((verdict) => ({
    ...verdict,
    faults: verdict.faults.map((one) => ({ ...one, column: nameOf(one.column) })),
  }))
  return { verdicts, plan: tree.plan() }
}

/** Says of each row what it would do, and keeps that; nothing is written to the register. */
async function judge(tx: Tx, { actor, secrets }: Asking, it: ImportRecord): Promise<void> {
  const judged = await judgeRows(tx, secrets, keptPaths(actor), it)
  if (!judged) return changeImport(tx, it, { state: 'uploaded', failure: null, ...noCounts })
  await saveVerdicts(tx, it, judged.verdicts)
  await changeImport(tx, it, { state: 'checked', failure: null, ...countsOf(judged) })
}

const noCounts = { fresh: 0, changed: 0, same: 0, skipped: 0, wrong: 0, making: 0 }

const countsOf = ({ verdicts, plan }: Judged) => {
  const of = (result: Verdict['result']) => verdicts.filter((one) => one.result === result).length
  const rows = {
    fresh: of('new'),
    changed: of('changed'),
    same: of('same'),
    skipped: of('skipped'),
    wrong: of('wrong'),
  }
  return { ...rows, making: plan.made.length + plan.revived.length }
}

/** Says by hand which column is which and in which system coordinates were read, and judges the rows anew. */
export async function chooseColumns(
  tx: Tx,
  asking: Asking,
  id: PlaceImportId,
  { columns, crs }: { readonly columns: ChosenColumns; readonly crs?: Crs | undefined },
): Promise<void> {
  const it = await lockFor(tx, asking, id, 'columns')
  const { known, headers } = columnsOf(asking.secrets, it, await levelsOf(tx, it.tenant_id))
  if (!mayChoose(known, headers, columns))
    fail('invalid', 'places.bad_columns', {
      zh: '选的列不对：每一列只能作为一项',
      en: 'These columns cannot be chosen: each is read as one thing only',
    })
  await changeImport(tx, it, { chosen: columns, ...(crs ? { crs } : {}) })
  await judge(tx, asking, { ...it, chosen: columns, crs: crs ?? it.crs })
}

const runs = judgedRuns({ table: 'places.imports', jobName: placeImportJobName, topic: 'places' })

/** Has the right rows written by a worker. */
export async function accept(tx: Tx, jobs: Jobs, asking: Asking, id: PlaceImportId): Promise<void> {
  const it = await lockFor(tx, asking, id, 'accept')
  await runs.ask(tx, jobs, it, 'running', runBy(asking))
}

/** Has taken back what came in, but for places with which somebody went on since. */
export async function undo(tx: Tx, jobs: Jobs, asking: Asking, id: PlaceImportId): Promise<void> {
  const it = await lockFor(tx, asking, id, 'undo')
  await runs.ask(tx, jobs, it, 'undoing', runBy(asking))
}

const runBy = (asking: Asking): RunBy => ({
  personId: asking.actor.personId,
  actor: doer(asking),
  reach: keptPaths(asking.actor),
})

/** Gives up an import; what its rows said goes. One that waits for a worker stands again where it stood. */
export async function cancel(tx: Tx, _: Jobs, asking: Asking, id: PlaceImportId): Promise<void> {
  const it = await lockFor(tx, asking, id, 'cancel')
  if (it.state === 'running' || it.state === 'undoing') return runs.stop(tx, it)
  await forgetCells(tx, it, true)
  await changeImport(tx, it, { state: 'cancelled', sheet_sealed: null })
  await recordImport(tx, it, 'cancelled', { actor: doer(asking), at: asking.at })
}

/** What a worker does of it: all of it in one transaction. */
export const work = (
  { db, secrets, clock }: Pick<Services, 'db' | 'secrets' | 'clock'>,
  data: Static<typeof RunData>,
  signal: AbortSignal,
): Promise<void> =>
  runs.run(db, data, signal, async (tx, state, report) => {
    // Numbers of places are given under this lock, so nobody makes one between judging and writing.
    await sql`select pg_advisory_xact_lock(hashtextextended('places.number ' || ${data.tenantId}::text, 0))`.execute(tx)
    const { rows } = await sql<ImportRecord>`select * from places.imports
      where tenant_id = ${data.tenantId} and id = ${data.importId}::uuid`.execute(tx)
    const it = rows[0] ?? notFound()
    const by: By = { by: { personId: data.personId, postId: data.postId, via: data.via }, at: clock.now() }
    if (state === 'undoing') return takeBack(tx, it, by, report)
    const judged = (await judgeRows(tx, secrets, data.reach, it)) ?? notFound()
    report(0.2)
    return write(tx, it, judged, by, (share) => report(0.2 + share * 0.7))
  })

async function write(tx: Tx, it: ImportRecord, judged: Judged, by: By, report: Report): Promise<void> {
  await writePlan(tx, it, judged.plan, by, report)
  await saveVerdicts(tx, it, judged.verdicts)
  await forgetCells(tx, it, false)
  const counts = countsOf(judged)
  await changeImport(tx, it, { state: 'done', accepted_at: by.at, ...counts })
  await recordImport(tx, { ...it, ...counts }, 'accepted', { actor: by.by, at: by.at })
}

async function takeBack(tx: Tx, it: ImportRecord, by: By, report: Report): Promise<void> {
  const kept = await undoEffects(tx, it, by, report)
  await changeImport(tx, it, { state: 'undone', undone_at: by.at, kept })
  await recordImport(tx, { ...it, kept }, 'reverted', { actor: by.by, at: by.at })
}
