import type { Actor } from '../../../kernel/actor.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { FileId, MatterId, PlaceId } from '../../../kernel/contract/ids.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { RequestContext } from '../../../kernel/http/route.ts'
import { uploaderOf } from '../../files/public.ts'
import { type NewReport, type Reported, reportMatter } from '../../matters/public.ts'
import { doingOf, keeping } from '../doing.ts'
import { firmScopeSql } from '../firm-scope.ts'
import { whereOf } from '../firm-store.ts'
import { firmBook } from '../firm-words.ts'
import type { ContactId, FirmId, LegalForm } from '../shapes.ts'
import type { ContactRecord, FirmRecord } from '../tables.ts'
import { faultWords, normalUscc, usccFault } from '../uscc.ts'
import type { difficultyChannels, proposeChange, raiseDifficulty, takeDifficulty } from './contract.ts'
import { ownFirm } from './own-firm.ts'

interface Said {
  readonly id?: MatterId | undefined
  readonly category?: string | undefined
  readonly placeId?: PlaceId | undefined
  readonly placeDetail?: string | undefined
  readonly title?: string | undefined
  readonly body: string
  readonly priority?: 'normal' | 'urgent' | undefined
  readonly fileIds?: readonly FileId[] | undefined
}

type Asking = RequestContext & { readonly actor: Actor }
type Standing = Pick<FirmRecord, 'id' | 'place_id' | 'state'>

/** The matter that a firm's difficulty becomes; where the firm works, if no other place is named. */
function reportOf(
  context: Asking,
  firm: Standing,
  said: Said,
  door: Pick<NewReport, 'channel' | 'reporterName' | 'reporterPhone' | 'recordedBy' | 'actor'>,
): NewReport {
  return {
    tenantId: context.tenantId,
    id: said.id ?? newId<'matter'>(),
    kind: 'firm_demand',
    category: said.category ?? '',
    placeId: said.placeId ?? firm.place_id,
    placeDetail: said.placeDetail ?? null,
    point: null,
    title: said.title ?? null,
    body: said.body,
    selfFound: false,
    visibility: 'open',
    priority: said.priority ?? 'normal',
    fileIds: said.fileIds ?? [],
    uploadKey: uploaderOf(context).key,
    patrolPost: null,
    subject: { kind: 'firm', id: firm.id },
    speaksForSubject: true,
    // The firm asks, not the person: who leaves it answers no more for what it asked.
    reporterId: null,
    ...door,
  }
}

function refuseGone({ state }: Standing): void {
  if (state === 'active' || state === 'left') return
  fail('refused', 'enterprises.firm_is_closed', {
    zh: '这家企业已注销，记录只供查看',
    en: 'This firm is closed; its record is kept to be read',
  })
}

/** A member says what the firm needs. */
export async function memberRaises(context: RequestContext<typeof raiseDifficulty, Actor>): Promise<Reported> {
  const { actor, params, body, clock } = context
  const firm = await context.read((tx) => ownFirm(tx, actor, params.firmId, clock.now()))
  refuseGone(firm)
  return reportMatter(context, reportOf(context, firm, body, await asMember(context, firm)), context.commandKey)
}

/** As the contact that somebody is: staff call back who asked. */
async function asMember(context: Asking, firm: Standing) {
  const { actor, eventActor, secrets } = context
  const { rows } = await context.read((tx) =>
    sql<ContactRecord>`select * from enterprises.contacts where tenant_id = ${actor.tenantId} and firm_id = ${firm.id}
      and person_id = ${actor.personId} and ended_at is null order by is_main desc limit 1`.execute(tx),
  )
  const contact = rows[0] ?? notFound()
  return {
    channel: 'pocket' as const,
    reporterName: secrets.open(contact.name_sealed),
    reporterPhone: secrets.open(contact.phone_sealed),
    recordedBy: null,
    actor: eventActor,
  }
}

type DoorOfStaff = (typeof difficultyChannels)[number]

/** Staff take down what a firm says at the telephone, at a counter, in a meeting. */
export async function staffTakeDown(context: RequestContext<typeof takeDifficulty, Actor>): Promise<Reported> {
  const { actor, params, body, secrets, eventActor } = context
  const { firm, contact } = await context.read((tx) => inScope(tx, actor, params.firmId, body.contactId))
  const { by } = keeping(doingOf(context), whereOf(firm))
  refuseGone(firm)
  const channel: DoorOfStaff = body.channel
  const report = reportOf(context, firm, body, {
    channel,
    reporterName: contact ? secrets.open(contact.name_sealed) : null,
    reporterPhone: contact ? secrets.open(contact.phone_sealed) : null,
    recordedBy: actor.personId,
    actor: { ...eventActor, postId: by.postId },
  })
  return reportMatter(context, report, context.commandKey)
}

async function inScope(tx: Tx, actor: Actor, firmId: FirmId, contactId: ContactId | undefined) {
  const { rows } = await sql<FirmRecord>`select f.* from enterprises.firms f where f.tenant_id = ${actor.tenantId}
    and f.id = ${firmId} and f.state <> 'merged' and ${firmScopeSql(actor)}`.execute(tx)
  const firm = rows[0] ?? notFound()
  if (!contactId) return { firm, contact: null }
  const found = await sql<ContactRecord>`select * from enterprises.contacts where tenant_id = ${actor.tenantId}
    and firm_id = ${firmId} and id = ${contactId} and ended_at is null`.execute(tx)
  return { firm, contact: found.rows[0] ?? notFound() }
}

/** 企业信息更正, a leaf of the tree of firms. */
const correctionCategory = 'F130103'

/** What stands on papers is not changed by saying so: the office sees the papers first. */
export async function memberProposes(context: RequestContext<typeof proposeChange, Actor>): Promise<Reported> {
  const { actor, params, body, clock, lang } = context
  const firm = await context.read((tx) => ownFirm(tx, actor, params.firmId, clock.now()))
  refuseGone(firm)
  const lines = changesOf(firm, body).map((line) => line[lang])
  const said = {
    id: body.id,
    category: correctionCategory,
    title: lang === 'zh' ? '申请更正企业登记信息' : 'Correction of what is registered of the firm',
    body: [...lines, lang === 'zh' ? `说明：${body.why.trim()}` : `Why: ${body.why.trim()}`].join('\n'),
  }
  return reportMatter(context, reportOf(context, firm, said, await asMember(context, firm)), context.commandKey)
}

interface Proposal {
  readonly name?: string | undefined
  readonly uscc?: string | undefined
  readonly legalForm?: LegalForm | undefined
}

/** Each change as a line. A code that cannot be one is refused at once. */
function changesOf(firm: FirmRecord, { name, uscc, legalForm }: Proposal): Words[] {
  const form = (value: LegalForm | null) => ({
    zh: value ? firmBook.zh.legalForm[value] : '—',
    en: value ? firmBook.en.legalForm[value] : '—',
  })
  const plain = (text: string | null) => ({ zh: text ?? '—', en: text ?? '—' })
  const code = uscc === undefined ? undefined : checkedCode(uscc)
  const line = (label: Words, is: Words, wanted: Words): Words[] =>
    is.zh === wanted.zh
      ? []
      : [{ zh: `${label.zh}：${is.zh} → ${wanted.zh}`, en: `${label.en}: ${is.en} → ${wanted.en}` }]
  const lines = [
    ...(name ? line({ zh: '企业名称', en: 'Name' }, plain(firm.name), plain(name.trim())) : []),
    ...(code ? line({ zh: '统一社会信用代码', en: 'Credit code' }, plain(firm.uscc), plain(code)) : []),
    ...(legalForm ? line({ zh: '组织形式', en: 'Legal form' }, form(firm.legal_form), form(legalForm)) : []),
  ]
  if (lines.length > 0) return lines
  const words = { zh: '没有要更正的内容', en: 'There is nothing to change' }
  return fail('invalid', 'enterprises.nothing_to_change', words, [{ path: 'name', words }])
}

function checkedCode(typed: string): string {
  const code = normalUscc(typed)
  const fault = usccFault(code)
  if (fault === null) return code
  const words = faultWords(fault)
  return fail('invalid', 'enterprises.bad_code', words, [{ path: 'uscc', words }])
}
