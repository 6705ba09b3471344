import { createHash } from 'node:crypto'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { pdfContent } from '../../kernel/documents/blocks.ts'
import { docxOf, docxType } from '../../kernel/documents/docx.ts'
import { pdfOf } from '../../kernel/documents/pdf.ts'
import type { BytesAnswer } from '../../kernel/http/route.ts'
import { paperPicture } from '../../kernel/pictures/paper-picture.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { picturesOf } from '../files/public.ts'
import { agreedText } from '../people/public.ts'
import { takeStep } from './case-service.ts'
import { placeNamed } from './case-view.ts'
import { yearsAfter } from './clocks.ts'
import type { DocumentName } from './contract.ts'
import { agreementBlocks, courtBlocks } from './documents/agreement-document.ts'
import { type AgreedText, type Reading, readingOf } from './documents/reading.ts'
import { bindVolume, type Photo } from './documents/volume-document.ts'
import { mediationPurpose } from './kinds.ts'
import type { Doing, Writing } from './scope.ts'
import { subjectOf } from './session-service.ts'
import { addRow, lockCase, tell } from './store.ts'
import type { CaseId, CaseRecord, PartyId, PartyRecord, VolumeRecord } from './tables.ts'
import { type Whole, wholeOf } from './whole.ts'

/** A case opened for its documents, with the texts that were agreed to. */
export async function readingFor(tx: Tx, writing: Writing, row: CaseRecord): Promise<Reading> {
  const place = await placeNamed(tx, writing.tenantId, row.place_id)
  const whole = await wholeOf(tx, row)
  return readingOf(writing, whole, place.name, await textsOf(tx, whole))
}

/** What those who agreed were shown, each version once. */
async function textsOf(tx: Tx, { row, parties }: Whole): Promise<AgreedText[]> {
  const versions = new Set(parties.flatMap(({ consent_version }) => consent_version ?? []))
  const texts: AgreedText[] = []
  for (const version of [...versions].toSorted((a, b) => a - b))
    texts.push({ version, ...(await agreedText(tx, row.tenant_id, mediationPurpose, version)) })
  return texts
}

const names: Readonly<Record<DocumentName, string>> = {
  'agreement.docx': '人民调解协议书.docx',
  'agreement.pdf': '人民调解协议书.pdf',
  'court.docx': '司法确认申请书.docx',
}

/** A paper of a case, with names in full: whoever takes it leaves an event. */
export async function documentOf(tx: Tx, doing: Doing, caseId: CaseId, name: DocumentName): Promise<BytesAnswer> {
  const { row } = await lockCase(tx, doing, caseId)
  const reading = await readingFor(tx, doing, row)
  const blocks = name === 'court.docx' ? courtBlocks(reading) : agreementBlocks(reading)
  if (blocks.length === 0)
    fail('refused', 'mediation.no_document', { zh: '还没有生效的协议或协议文本', en: 'There is no agreement yet' })
  await tell(tx, doing, row, 'document_made', [], { file: name })
  const filename = `${reading.number}${names[name]}`
  if (name !== 'agreement.pdf') return { bytes: await docxOf(blocks), type: docxType, filename }
  const paper = { title: '人民调解协议书', at: doing.at, foot: reading.number }
  return { bytes: await pdfOf(pdfContent(blocks), paper), type: 'application/pdf', filename }
}

/** Pixels of the longer side: a few photos are bound sharp, many smaller, so that the file stays under some 15 MB. */
export const paperSide = (photos: number): number => (photos <= 20 ? 1400 : 1000)

/** The photos of a case as they are drawn on paper, in the order of the file. */
async function photosOf(tx: Tx, { row, evidence, signatures, agreement }: Whole): Promise<Photo[]> {
  const signed = signatures.flatMap(({ file_id }) => (file_id && agreement ? [file_id] : []))
  const groups = [
    ...evidence.map(({ id, file_ids }) => ({ of: id as string, ids: file_ids })),
    { of: agreement?.id ?? '', ids: [...new Set(signed)] },
  ]
  const side = paperSide(groups.reduce((sum, { ids }) => sum + ids.length, 0))
  const photos: Photo[] = []
  // One after the other: sixty pictures at once would be much memory.
  for (const { of, ids } of groups)
    for (const { bytes, sha256 } of await picturesOf(tx, row.tenant_id, subjectOf(row.id), ids))
      photos.push({ of, jpeg: await paperPicture(bytes, side), sha256 })
  return photos
}

/** Binds the file of a case that is over (27): one PDF, sealed, its SHA-256 in the ledger. */
export async function bindCase(tx: Tx, doing: Doing, caseId: CaseId): Promise<void> {
  const { row } = await lockCase(tx, doing, caseId)
  const reading = await readingFor(tx, doing, row)
  const today = dayOf(doing.at)
  const keepUntil = yearsAfter(today, reading.whole.committee.keep_years)
  await takeStep(tx, doing, row, 'archive')
  const { pdf, pages, contents } = await bindVolume(reading, await photosOf(tx, reading.whole), keepUntil, doing.at)
  const told = await addRow(tx, 'volumes', doing.tenantId, newId<'mediation_volume'>(), {
    ...{ case_id: caseId, bound_on: today, keep_until: keepUntil, pages },
    sha256: createHash('sha256').update(pdf).digest('hex'),
    ...{ contents, pdf_sealed: doing.secrets.seal(pdf.toString('base64')) },
  })
  await tell(tx, doing, row, 'bound', [told])
}

/** Writes down who looked and why. */
const opening = (
  tx: Tx,
  { tenantId, secrets, actor, at }: Doing,
  caseId: CaseId,
  { what, partyId, why }: { readonly what: 'party' | 'volume'; readonly partyId: PartyId | null; readonly why: string },
) =>
  addRow(tx, 'openings', tenantId, newId<'mediation_opening'>(), {
    ...{
      case_id: caseId,
      what,
      party_id: partyId,
      person_id: actor.personId,
      why_sealed: secrets.seal(why.trim()),
      at,
    },
  })

/** Opens a bound file for those in charge, who say why. Refused where it is not what was bound. */
export async function openVolume(tx: Tx, doing: Doing, caseId: CaseId, why: string): Promise<BytesAnswer> {
  const { row } = await lockCase(tx, doing, caseId)
  const { rows } = await sql<VolumeRecord>`select * from mediation.volumes where tenant_id = ${doing.tenantId}
    and case_id = ${caseId}`.execute(tx)
  const volume = rows[0] ?? notFound()
  const bytes = Buffer.from(doing.secrets.open(volume.pdf_sealed), 'base64')
  if (createHash('sha256').update(bytes).digest('hex') !== volume.sha256)
    fail('refused', 'mediation.volume_altered', {
      zh: '卷宗与立卷时不一致，请联系管理员核查',
      en: 'The file is not what was bound: have it looked into',
    })
  await tell(tx, doing, row, 'volume_opened', [
    await opening(tx, doing, caseId, { what: 'volume', partyId: null, why }),
  ])
  return { bytes, type: 'application/pdf', filename: `人民调解卷宗${row.year}-${row.number}.pdf` }
}

/** Who a party is, in clear, for a reason that leaves an event. */
export async function revealParty(tx: Tx, doing: Doing, caseId: CaseId, partyId: PartyId, why: string) {
  const { row } = await lockCase(tx, doing, caseId)
  const { rows } = await sql<PartyRecord>`select * from mediation.parties where tenant_id = ${doing.tenantId}
    and case_id = ${caseId} and id = ${partyId}`.execute(tx)
  const party = rows[0] ?? notFound()
  await tell(tx, doing, row, 'revealed', [await opening(tx, doing, caseId, { what: 'party', partyId, why })], {
    partyId,
  })
  const open = (sealed: Buffer | null) => (sealed ? doing.secrets.open(sealed) : null)
  return {
    name: doing.secrets.open(party.name_sealed),
    phone: open(party.phone_sealed),
    details: open(party.details_sealed),
  }
}
