import type { Actor, EventActor } from '../../../kernel/actor.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { UploadedFile } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { ChosenColumns } from '../../../kernel/sheets/known-columns.ts'
import type { FirmImportId } from '../shapes.ts'
import { importColumns, matchColumns } from './columns.ts'
import type { ImportKind, ImportStep } from './contract.ts'
import { recordImport } from './import-events.ts'
import { importJobName } from './import-job.ts'
import { importingPath, stepsOf } from './import-policy.ts'
import { changeImport, importFiles, insertImport, lockInScope } from './import-store.ts'
import type { ImportRecord } from './import-tables.ts'
import { openImportSheet } from './read-rows.ts'
import { hasMarks, touchedOf, touchedWords } from './undo.ts'

/** Who asks, and when. */
export interface Asking {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly at: Date
}

const askerOf = (actor: Actor): Actor => ({ ...actor, name: '' })

/** Keeps an uploaded file as a new import; where every needed column is recognised, its rows are checked at once. */
export async function uploadFile(
  tx: Tx,
  secrets: Secrets,
  jobs: Jobs,
  asking: Asking,
  kind: ImportKind,
  upload: UploadedFile,
): Promise<FirmImportId> {
  const { actor, eventActor, at } = asking
  const sheet = await openImportSheet(upload.bytes)
  await sheet.close()
  const headers = [...sheet.headers]
  const fits = matchColumns(kind, headers).missing.length === 0
  const it = {
    tenant_id: actor.tenantId,
    id: newId<'firmImport'>(),
    kind,
    state: fits ? ('mapped' as const) : ('uploaded' as const),
    file_name: upload.filename.slice(0, 200),
    headers,
    place_path: importingPath(actor),
    created_by: actor.personId,
    created_at: at,
  }
  await insertImport(tx, secrets, it, upload.bytes)
  const none = { rows_read: 0, fresh: 0, changed: 0, same: 0, wrong: 0 }
  await recordImport(tx, { ...it, ...none }, 'uploaded', { actor: eventActor, at })
  if (fits) await check(tx, jobs, asking, it.id)
  return it.id
}

async function lockFor(tx: Tx, { actor }: Asking, importId: FirmImportId, step: ImportStep): Promise<ImportRecord> {
  const it = (await lockInScope(tx, actor, importId)) ?? notFound()
  const has = { file: await importFiles.has(tx, it), marks: await hasMarks(tx, it) }
  if (!stepsOf(it, has).includes(step))
    fail('conflict', 'enterprises.import_wrong_state', {
      zh: '这次导入现在不能做这一步，请刷新看看',
      en: 'This import is not at that point any more. Please reload',
    })
  return it
}

/** Says by hand which column is which; what was found of the rows before no longer holds. */
export async function chooseColumns(
  tx: Tx,
  asking: Asking,
  importId: FirmImportId,
  chosen: ChosenColumns,
): Promise<void> {
  const it = await lockFor(tx, asking, importId, 'columns')
  const known = new Set(importColumns[it.kind].map(({ key }) => key))
  const places = Object.values(chosen).filter((at) => at !== null)
  const wrong =
    Object.keys(chosen).some((key) => !known.has(key)) ||
    places.some((at) => at >= it.headers.length) ||
    new Set(places).size < places.length
  if (wrong)
    fail('invalid', 'enterprises.bad_columns', {
      zh: '选的列不对：每一列只能作为一项',
      en: 'These columns cannot be chosen: each is read as one thing only',
    })
  const fits = matchColumns(it.kind, it.headers, chosen).missing.length === 0
  const counts = { rows_total: null, rows_read: 0, fresh: 0, changed: 0, same: 0, wrong: 0, failure: null }
  await changeImport(tx, it, { ...counts, chosen, state: fits ? 'mapped' : 'uploaded' }, asking.at)
}

/** Has all rows judged in the background. */
export async function check(tx: Tx, jobs: Jobs, asking: Asking, importId: FirmImportId): Promise<void> {
  const it = await lockFor(tx, asking, importId, 'check')
  const { missing } = matchColumns(it.kind, it.headers, it.chosen)
  if (missing.length > 0)
    fail('invalid', 'enterprises.columns_missing', {
      zh: `表头里没有：${missing.map(({ header }) => header.zh).join('、')}`,
      en: `These columns are missing: ${missing.map(({ header }) => header.en).join(', ')}`,
    })
  const asker = askerOf(asking.actor)
  await changeImport(tx, it, { state: 'checking', rows_total: null, failure: null, asker }, asking.at)
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}

/** Has the right rows written in the background, all together. */
export async function accept(tx: Tx, jobs: Jobs, asking: Asking, importId: FirmImportId): Promise<void> {
  const { actor, eventActor, at } = asking
  const it = await lockFor(tx, asking, importId, 'accept')
  const by = { accepted_by: actor.personId, accepted_at: at, asker: askerOf(actor) }
  await changeImport(tx, it, { ...by, state: 'running', failure: null }, at)
  await recordImport(tx, it, 'accepted', { actor: eventActor, at })
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}

/** Stops it: nothing of it is written. One that is at work can be checked again; any other is given up with its file. */
export async function cancel(tx: Tx, asking: Asking, importId: FirmImportId): Promise<void> {
  const { eventActor, at } = asking
  const it = await lockFor(tx, asking, importId, 'cancel')
  if (it.state !== 'checking' && it.state !== 'running') await importFiles.drop(tx, it)
  await changeImport(tx, it, { state: 'cancelled', accepted_by: null, accepted_at: null }, at)
  await recordImport(tx, it, 'cancelled', { actor: eventActor, at })
}

/** Has everything put back as it was, in the background; refused once somebody went on with what came in. */
export async function undo(tx: Tx, jobs: Jobs, asking: Asking, importId: FirmImportId): Promise<void> {
  const it = await lockFor(tx, asking, importId, 'undo')
  const touched = await touchedOf(tx, it)
  if (touched.length > 0) fail('refused', 'enterprises.import_touched', touchedWords(touched))
  const by = { undone_by: asking.actor.personId, failure: null }
  await changeImport(tx, it, { ...by, state: 'undoing' }, asking.at)
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}
