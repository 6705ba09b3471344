import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { ConsentHow } from '../people/contract.ts'
import type { ConsentPurpose } from '../people/public.ts'
import { sharerStream } from './events.ts'
import { moveLinesOf } from './line-service.ts'
import type { Writing } from './scope.ts'
import { sharingPurpose } from './shapes.ts'
import { tell } from './store.ts'
import type { SharerId } from './tables.ts'

type Own = Writing & { readonly actor: Actor }

/** The shops and residents that the actor is and that share, or wait to. Throws 404 where there are none. */
async function ownSharers(tx: Tx, { tenantId, actor }: Own): Promise<readonly SharerId[]> {
  const { rows } = await sql<{ id: SharerId }>`select id from stations.sharers where tenant_id = ${tenantId}
    and person_id = ${actor.personId} and consent_version is not null and state in ('asked', 'live', 'paused')
    order by id for no key update`.execute(tx)
  return rows.length > 0 ? rows.map(({ id }) => id) : notFound()
}

async function agreeAsSharer(tx: Tx, doing: Own, version: number): Promise<void> {
  for (const id of await ownSharers(tx, doing)) await keepSharingConsent(tx, doing, id, { version, how: 'self' })
}

/** A sharer agreed to the text in force: what rested goes on. */
export async function keepSharingConsent(
  tx: Tx,
  doing: Writing,
  id: SharerId,
  { version, how }: { readonly version: number; readonly how: ConsentHow },
): Promise<void> {
  await sql`update stations.sharers set consent_version = ${version}, consent_at = ${doing.at}, consent_how = ${how}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, doing, sharerStream(id), 'sharerAgreed', { sharerId: id, set: { consent_version: version } })
  await moveLinesOf(tx, doing, id)
}

/** As where a sharer ends: bookings that are made go on, lines close, the contact is erased. */
async function stopSharing(tx: Tx, doing: Own): Promise<void> {
  for (const id of await ownSharers(tx, doing)) {
    await sql`update stations.sharers set state = 'ended', why = '本人撤回同意', contact_sealed = null, phone_sealed = null
      where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
    await tell(tx, doing, sharerStream(id), 'sharerSettled', { sharerId: id, set: { state: 'ended' } })
    await moveLinesOf(tx, doing, id)
  }
}

/** What shops and residents agree to who share. */
export const sharingWithNeighbours: ConsentPurpose = {
  code: sharingPurpose,
  title: { zh: '和邻里共享', en: 'Sharing with the neighbourhood' },
  text: {
    zh: '我愿意和邻里共享场地、物品或手艺，同意社区登记我的姓名、手机号、用来共享的名称和地点，以及我共享的内容，只用于共享：让邻居找到、预约，以及匹配邻居的需求。邻居和扫驿站二维码的人能看到名称、地点和共享的内容，看不到联系人和手机号；管理驿站的工作人员为联系我才看，要写明用途，并留下记录。共享期间保存。我随时可以撤回：不再接受新的预约，联系人和手机号立即删除；已经约好的照常进行。',
    en: 'I want to share rooms, things or skills with the neighbourhood, and agree that the community enters my name and phone, the name and place under which I share, and what I share, for sharing alone: so that neighbours find and book it, and their wants are matched with it. Neighbours and whoever scans the code of a station see the name, the place and what is shared, not the contact nor the phone; staff who keep the station look at these only to reach me, with a reason that is kept. It is kept while I share. I may take this back at any time: nothing new is booked, and contact and phone are erased at once; what is booked already goes on.',
  },
  asked: { zh: '手机“我的共享”，社区登记共享方', en: 'On the phone, and where the office enters who shares' },
  // Of somebody who shares under more than one name the oldest agreement says whether they are asked anew.
  given: (tenantId) => sql`select h.person_id as "personId", min(h.consent_version)::int as version,
      (array_agg(h.consent_at order by h.consent_version, h.consent_at, h.id))[1] as at,
      (array_agg(h.consent_how order by h.consent_version, h.consent_at, h.id))[1] as how
    from stations.sharers h where h.tenant_id = ${tenantId} and h.consent_version is not null
      and h.person_id is not null and h.state in ('asked', 'live', 'paused') group by h.person_id`,
  running: { agreeAnew: agreeAsSharer, takeBack: stopSharing },
}
