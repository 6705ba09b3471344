import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { type ConsentTextEvent, consentTextEvents, peopleAskedAnew } from '../people/public.ts'
import { notify } from './notice-store.ts'

/** Who is asked anew for a consent hears of it, with the way to their answer (个人信息保护法 14). */
export const tellAskedAnew: Subscriber = {
  name: 'notices.asked_anew',
  types: [consentTextEvents.saved],
  async handle(tx, event) {
    const { tenantId, at } = event
    const { purpose, asksAnew } = payloadOf<ConsentTextEvent>(event)
    if (!asksAnew) return
    const { title, personIds } = await peopleAskedAnew(tx, tenantId, purpose)
    await notify(tx, {
      ...{ tenantId, personIds, at, topic: 'asked_anew', subject: { kind: 'consent/mine', id: purpose } },
      words: {
        zh: `“${title.zh}”的同意书有更新，请看过后重新同意，或撤回同意`,
        en: `The text you agreed to for “${title.en}” has changed. Please read it and agree again, or take it back`,
      },
    })
  },
}
