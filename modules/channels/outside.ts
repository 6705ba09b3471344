import type { EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { agreeTo, type ConsentPurpose, consentStands, oldestGoodConsent } from '../people/public.ts'
import { outsidePurpose } from './contract.ts'
import { type ConsentEvent, channelEvents, consentStream } from './events.ts'

// Consent to being told outside of Liren: one for mail, text messages and browsers, kept beside the preferences.

/** Who agrees or takes back, and when. */
interface Consenting {
  readonly tenantId: TenantId
  readonly personId: PersonId
  readonly by: EventActor
  readonly at: Date
}

export interface OutsideConsent {
  readonly version: number
  readonly at: Date
  /** False: asked anew; until that is answered nothing goes outside. */
  readonly stands: boolean
}

/** What somebody agreed to; null: nothing, or it was taken back. */
export async function outsideConsent(
  tx: Tx,
  { tenantId, personId }: Pick<Consenting, 'tenantId' | 'personId'>,
): Promise<OutsideConsent | null> {
  const { rows } = await sql<Omit<OutsideConsent, 'stands'>>`select consent_version as version, consent_at as at
    from channels.preferences where tenant_id = ${tenantId} and person_id = ${personId}
      and consent_version is not null`.execute(tx)
  const [given] = rows
  if (!given) return null
  return { ...given, stands: consentStands(given.version, await oldestGoodConsent(tx, tenantId, outsidePurpose)) }
}

/**
 * To be called first where somebody chooses a way, gives an address or lets a browser be woken. Throws where no consent
 * stands and none is given with it.
 */
export async function agreeToOutside(
  tx: Tx,
  consenting: Consenting & { readonly lang: Lang },
  version: number | undefined,
): Promise<void> {
  if (version === undefined) {
    if ((await outsideConsent(tx, consenting))?.stands) return
    return fail('refused', 'channels.not_agreed', {
      zh: '请先看过并勾选同意，再选择站外通知',
      en: 'Please read and tick the consent first; then choose how to be told outside',
    })
  }
  await agreeTo(tx, consenting, outsidePurpose, version)
  const { tenantId, personId, lang, at } = consenting
  await sql`insert into channels.preferences (tenant_id, person_id, lang, changed_at)
    values (${tenantId}, ${personId}, ${lang}, ${at}) on conflict do nothing`.execute(tx)
  await keepAgreed(tx, consenting, version)
}

async function keepAgreed(tx: Tx, consenting: Consenting, version: number): Promise<void> {
  const { tenantId, personId, at } = consenting
  await sql`update channels.preferences set consent_version = ${version}, consent_at = ${at}
    where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  await tell(tx, consenting, channelEvents.agreed, { version })
}

/** As the dropping of each does: no ways, no address, no browsers. What waits in the queue is not wanted any more. */
async function takeBack(tx: Tx, consenting: Consenting): Promise<void> {
  const { tenantId, personId, at } = consenting
  const { rows } = await sql`update channels.preferences set ways = '{}', mail_sealed = null, mail_confirmed_at = null,
      code_hash = null, code_until = null, code_tries = 0, consent_version = null, consent_at = null, changed_at = ${at}
    where tenant_id = ${tenantId} and person_id = ${personId} and consent_version is not null
    returning person_id`.execute(tx)
  if (rows.length === 0) notFound()
  await sql`delete from channels.browsers where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  await tell(tx, consenting, channelEvents.takenBack, { version: null })
}

const tell = (
  tx: Tx,
  { tenantId, personId, by, at }: Consenting,
  type: typeof channelEvents.agreed | typeof channelEvents.takenBack,
  payload: ConsentEvent,
) => record<ConsentEvent>(tx, { tenantId, stream: consentStream(personId), type, at, actor: by, payload })

/** What is agreed to by whoever is told outside. */
export const toldOutside: ConsentPurpose = {
  code: outsidePurpose,
  title: { zh: '在里仁之外通知我', en: 'Telling me outside of Liren' },
  text: {
    zh: '我同意单位按我的选择，用我填的邮箱、账号的手机号和我允许的浏览器，在里仁之外提醒我有新消息。只用于提醒我。提醒里只有编号、要做什么和链接，不含姓名、电话、地址。邮件由单位的邮件服务发出；短信由单位选用的短信服务商发出，它会收到我的手机号；推送经浏览器厂商转送，内容加密。邮箱和浏览器保存到我撤回为止，发送记录保存 90 天。我随时可以撤回：不再发到站外，邮箱和浏览器立即删除；里仁里的消息照常。',
    en: 'I agree that the office tells me of new messages outside of Liren, in the ways that I choose: by the mail address that I give, the phone of my account, and the browsers that I allow. For nothing else. Such a message holds a number, what to do and a link: no name, no phone, no address. Mail goes out by the mail server of the office; text messages by the service that the office uses, which gets my phone number; to browsers by the service of their maker, sealed. Address and browsers are kept until I take this back, and for 90 days what was sent. I may take it back at any time: nothing goes outside any more, address and browsers are erased at once, and messages in Liren go on.',
  },
  asked: { zh: '“通知方式”（桌面端和手机）', en: '“How I hear”, at the desk and on the phone' },
  given: (tenantId) => sql`select p.person_id as "personId", p.consent_version as version, p.consent_at as at,
      'self' as how
    from channels.preferences p where p.tenant_id = ${tenantId} and p.consent_version is not null`,
  running: {
    agreeAnew: async (tx, doing, version) => {
      const consenting = { ...doing, personId: doing.actor.personId }
      // Whoever takes it back at the same time goes first, or waits.
      const { rows } = await sql`select from channels.preferences where tenant_id = ${doing.tenantId}
        and person_id = ${consenting.personId} and consent_version is not null for no key update`.execute(tx)
      if (rows.length === 0) notFound()
      await keepAgreed(tx, consenting, version)
    },
    takeBack: (tx, doing) => takeBack(tx, { ...doing, personId: doing.actor.personId }),
  },
}
