import { fail } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { addWish } from './pairings/wish-service.ts'
import type { SkillKind } from './skills/kinds.ts'
import { slotCount } from './skills/slots.ts'

/** What a visit calls a wish, in the words of the directory. */
const kinds: Readonly<Record<string, SkillKind>> = {
  repair: 'plumbing',
  appliances: 'appliances',
  phone_help: 'digital',
  company: 'visiting',
  errands: 'errands',
  escort: 'hospital',
  tutoring: 'tutoring',
  hair: 'haircut',
  moving: 'carrying',
}

interface WishHeard {
  readonly wishId: string
  readonly kind: string
  readonly placeId: PlaceId
}

/**
 * A wish that was heard at a visit waits here until the person agreed; told twice it is one wish. Who it is and what was
 * said stay with the household: the office writes the name down with the consent.
 */
export const followVisits: Subscriber = {
  name: 'neighbours.follow_visits',
  types: ['households.wish_heard'],
  async handle(tx, event, { secrets }) {
    const { wishId, kind, placeId } = payloadOf<WishHeard>(event)
    if (!wishId || !placeId)
      fail('invalid', 'neighbours.bad_event', { zh: '事件不完整', en: 'The event lacks its ids' })
    const writing = { tenantId: event.tenantId, by: event.actor, at: event.at, secrets }
    const any = Array.from({ length: slotCount }, (_, slot) => slot)
    const body = { kind: kinds[kind] ?? 'other', placeId, slots: any, rhythm: 'once' as const }
    const nobody = { personId: null, name: null, phone: null }
    await addWish(tx, writing, body, nobody, {
      source: 'visit',
      consent: null,
      volunteerId: null,
      origin: `households:${wishId}`,
    })
  },
}
