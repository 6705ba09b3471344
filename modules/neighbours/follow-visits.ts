import { fail } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { type HouseholdId, type WishId as HouseholdWishId, type NoteId, takeWish } from '../households/public.ts'
import { hearOffer } from './heard/heard-service.ts'
import { addWish } from './pairings/wish-service.ts'
import type { SkillKind } from './skills/kinds.ts'
import { slotCount } from './skills/slots.ts'
import { tellOfVolunteer } from './telling.ts'

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
  readonly wishId: HouseholdWishId
  readonly kind: string
  readonly placeId: PlaceId
}

interface VolunteerHeard {
  readonly householdId: HouseholdId
  readonly noteId: NoteId
  readonly placeId: PlaceId
}

const badEvent = () => fail('invalid', 'neighbours.bad_event', { zh: '事件不完整', en: 'The event lacks its ids' })

/**
 * A wish that was heard at a visit is taken over from the household and waits here until the person agreed; one that was
 * withdrawn or taken before is left. Who it is and what was said stay with the household: the office writes the name down
 * with the consent. Somebody who would like to help waits on a list and those in
 * charge are told: nobody is listed as a volunteer before they agreed themselves.
 */
export const followVisits: Subscriber = {
  name: 'neighbours.follow_visits',
  types: ['households.wish_heard', 'households.volunteer_heard'],
  async handle(tx, event, { secrets }) {
    const writing = { tenantId: event.tenantId, by: event.actor, at: event.at, secrets }
    if (event.type === 'households.volunteer_heard') {
      const { householdId, noteId, placeId } = payloadOf<VolunteerHeard>(event)
      if (!householdId || !noteId || !placeId) return badEvent()
      // Delivered twice, it is on the list and was told.
      if (!(await hearOffer(tx, writing, { householdId, noteId, placeId }))) return
      return tellOfVolunteer(tx, writing, householdId, placeId)
    }
    const { wishId, kind, placeId } = payloadOf<WishHeard>(event)
    if (!wishId || !placeId) return badEvent()
    if (!(await takeWish(tx, writing, wishId))) return
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
