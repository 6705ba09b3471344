import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { notify } from '../notices/public.ts'
import { type ConsultationEvent, eventTypes } from './events.ts'
import type { ConsultationRecord } from './tables.ts'

/**
 * Tells the people who live at the place that they are asked: once, when it opens. What comes of it stands on the page where
 * they voted; nobody is reminded.
 */
export const tellConsultations: Subscriber = {
  name: 'consultations.telling',
  types: [eventTypes.opened],
  handle: async (tx, event) => {
    const { tenantId, at } = event
    const { rows } = await sql<ConsultationRecord>`select * from consultations.consultations
      where tenant_id = ${tenantId} and id = ${payloadOf<ConsultationEvent>(event).consultationId}`.execute(tx)
    const [of] = rows
    if (!of) return
    const { rows: neighbours } = await sql<{ id: PersonId }>`select n.id from people.persons_view n
      join places.places_view p on p.tenant_id = n.tenant_id and p.id = n.home_place_id
      where n.tenant_id = ${tenantId} and p.path >= ${of.place_path} and p.path < ${`${of.place_path}:`}`.execute(tx)
    await notify(tx, {
      tenantId,
      personIds: neighbours.map(({ id }) => id),
      topic: 'consultation_opened',
      subject: { kind: 'consultation', id: of.id },
      words: {
        zh: `想听听您的看法：「${of.title}」，${formatDay('zh', of.from_on)}至${formatDay('zh', of.until_on)}`,
        en: `You are asked what you think: “${of.title}”, ${formatDay('en', of.from_on)} to ${formatDay('en', of.until_on)}`,
      },
      at,
    })
  },
}
