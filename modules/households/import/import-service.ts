import type { Actor, EventActor } from '../../../kernel/actor.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { UploadedFile } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { type ChosenColumns, matchKnown, rememberedColumns } from '../../../kernel/sheets/known-columns.ts'
import { importColumns } from './columns.ts'
import type { ImportStep } from './contract.ts'
import { recordImport } from './import-events.ts'
import { importJobName } from './import-job.ts'
import { importingPost, importingPosts, stepsOf } from './import-policy.ts'
import { pastMatchings } from './import-queries.ts'
import {
  changeImport,
  forgetRows,
  hasTakenBack,
  hasWritten,
  importFiles,
  insertImport,
  lockInScope,
  noCounts,
  sealSheetName,
  sheetNameOf,
} from './import-store.ts'
import type { HouseholdImportId, ImportRecord } from './import-tables.ts'
import { openImportSheet } from './import-work.ts'

/** Who asks, and when. */
export interface Asking {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly secrets: Secrets
  readonly at: Date
}

const known = importColumns.households

/** Keeps an uploaded file as a new import; where every needed column is recognised, its rows are checked at once. */
export async function uploadFile(tx: Tx, jobs: Jobs, asking: Asking, upload: UploadedFile): Promise<HouseholdImportId> {
  const { actor, eventActor, secrets, at } = asking
  const sheet = await openImportSheet(upload.bytes)
  await sheet.close()
  const headers = [...sheet.headers]
  const chosen = rememberedColumns(known, headers, await pastMatchings(tx, secrets, actor))
  const fits = matchKnown(known, headers, chosen).missing.length === 0
  const it = {
    ...({ tenant_id: actor.tenantId, id: newId<'householdImport'>(), state: fits ? 'mapped' : 'uploaded' } as const),
    sheet_sealed: sealSheetName(secrets, { fileName: upload.filename.slice(0, 200), headers }),
    ...{ chosen, remembered: Object.keys(chosen).length > 0 },
    ...{ place_path: importingPost(actor).placePath, created_by: actor.personId, created_at: at },
  }
  await insertImport(tx, secrets, it, upload.bytes)
  await recordImport(tx, { ...it, ...noCounts }, 'uploaded', { actor: eventActor, at })
  if (fits) await check(tx, jobs, asking, it.id)
  return it.id
}

async function lockFor(
  tx: Tx,
  { actor }: Asking,
  importId: HouseholdImportId,
  steps: readonly ImportStep[],
): Promise<{ readonly it: ImportRecord; readonly step: ImportStep }> {
  const it = (await lockInScope(tx, actor, importId)) ?? notFound()
  const [file, written] = [await importFiles.has(tx, it), await hasWritten(tx, it)]
  const can = stepsOf(it, { file, written, takenBack: await hasTakenBack(tx, it) })
  const step = steps.find((one) => can.includes(one))
  if (step) return { it, step }
  return fail('conflict', 'households.import_wrong_state', {
    zh: '这次导入现在不能做这一步，请刷新看看',
    en: 'This import is not at that point any more. Please reload',
  })
}

/** Says by hand which column is which; what was found of the rows before no longer holds. */
export async function chooseColumns(
  tx: Tx,
  asking: Asking,
  importId: HouseholdImportId,
  chosen: ChosenColumns,
): Promise<void> {
  const { it } = await lockFor(tx, asking, importId, ['columns'])
  const { headers } = sheetNameOf(asking.secrets, it)
  const keys = new Set(known.map(({ key }) => key))
  const places = Object.values(chosen).filter((at) => at !== null)
  const wrong =
    Object.keys(chosen).some((key) => !keys.has(key)) ||
    places.some((at) => at >= headers.length) ||
    new Set(places).size < places.length
  if (wrong)
    fail('invalid', 'households.bad_columns', {
      zh: '选的列不对：每一列只能作为一项',
      en: 'These columns cannot be chosen: each is read as one thing only',
    })
  const fits = matchKnown(known, headers, chosen).missing.length === 0
  await forgetRows(tx, it)
  const anew = { ...noCounts, rows_total: null, failure: null, remembered: false }
  await changeImport(tx, it, { ...anew, chosen, state: fits ? 'mapped' : 'uploaded' }, asking.at)
}

/** In whose reach and name rows are judged and written: of whoever asks now. */
const reachOf = ({ actor }: Asking): Pick<ImportRecord, 'reach' | 'post_id'> => ({
  reach: [...new Set(importingPosts(actor).map(({ placePath }) => placePath))],
  post_id: importingPost(actor).postId,
})

/** Has all rows judged in the background. */
export async function check(tx: Tx, jobs: Jobs, asking: Asking, importId: HouseholdImportId): Promise<void> {
  const { it } = await lockFor(tx, asking, importId, ['check'])
  const { missing } = matchKnown(known, sheetNameOf(asking.secrets, it).headers, it.chosen)
  if (missing.length > 0)
    fail('invalid', 'households.columns_missing', {
      zh: `表头里没有：${missing.map(({ header }) => header.zh).join('、')}`,
      en: `These columns are missing: ${missing.map(({ header }) => header.en).join(', ')}`,
    })
  const set = { ...reachOf(asking), state: 'checking', rows_total: null, failure: null } as const
  await changeImport(tx, it, set, asking.at)
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}

/** Has the right rows written in the background; one that was stopped on the way goes on behind what is in. */
export async function accept(tx: Tx, jobs: Jobs, asking: Asking, importId: HouseholdImportId): Promise<void> {
  const { actor, eventActor, at } = asking
  const { it, step } = await lockFor(tx, asking, importId, ['resume', 'accept'])
  if (step === 'accept') {
    // What the check found goes: from here on rows are noted as they are written.
    await forgetRows(tx, it)
    await recordImport(tx, it, 'accepted', { actor: eventActor, at })
    await changeImport(tx, it, { ...noCounts, accepted_by: actor.personId, accepted_at: at }, at)
  }
  await changeImport(tx, it, { ...reachOf(asking), state: 'running', failure: null }, at)
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}

/** Stops it: what is in stays in, and it can go on; one that nobody accepted and that is not at work is given up with its file. */
export async function cancel(tx: Tx, asking: Asking, importId: HouseholdImportId): Promise<void> {
  const { eventActor, at } = asking
  const { it } = await lockFor(tx, asking, importId, ['cancel'])
  if (it.state !== 'checking' && it.state !== 'running') {
    await importFiles.drop(tx, it)
    await forgetRows(tx, it)
  }
  const gone = it.accepted_at === null && it.state !== 'checking'
  await changeImport(tx, it, { state: 'cancelled', ...(gone ? { sheet_sealed: null } : {}) }, at)
  await recordImport(tx, it, 'cancelled', { actor: eventActor, at })
}

/** Has everything taken back in the background, but for what somebody went on with. */
export async function undo(tx: Tx, jobs: Jobs, asking: Asking, importId: HouseholdImportId): Promise<void> {
  const { it } = await lockFor(tx, asking, importId, ['undo'])
  const by = { undone_by: asking.actor.personId, post_id: importingPost(asking.actor).postId }
  await changeImport(tx, it, { ...by, state: 'undoing', failure: null }, asking.at)
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}
