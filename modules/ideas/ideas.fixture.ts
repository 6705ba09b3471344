import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { TestClient } from '../../kernel/testing/app.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { amendIdea, giveIdea, mergeIdeas, moderate, numberForms, planCall, sayRemark, stepCall } from './contract.ts'
import { ideaEvents, ideaStream } from './events.ts'
import type { CallId, IdeaId } from './tables.ts'

type Plan = BodyOf<typeof planCall>
type Giving = BodyOf<typeof giveIdea>

/** A test app with calls for ideas: opened and filled in a line each. */
export interface IdeasApp extends MatterApp {
  /** An open call at community1 for 30 days, published at once, unless said otherwise. */
  openCall(more?: Partial<Plan>, who?: TestClient): Promise<{ id: CallId; code: string }>
  give(
    who: TestClient,
    code: string,
    title: string,
    more?: Partial<Giving>,
  ): Promise<{ id: IdeaId; receiptCode: string }>
  /** The names of the events of an idea. */
  story(id: IdeaId): Promise<string[]>
}

export const aCall = (placeId: PlaceId, more: Partial<Plan> = {}): Plan => ({
  ...{ placeId, title: '家门口的金点子', words: '您希望小区先改哪里？', theme: 'facilities' },
  ...{ fromOn: '2026-11-20', untilOn: '2026-12-20', moderation: 'after', mayBeAnonymous: true },
  ...more,
})

export async function ideasApp(): Promise<IdeasApp> {
  const app = await matterApp()
  return {
    ...app,
    openCall: async (more = {}, who = app.signInAs('community1')) => {
      const call = await who.call(planCall, { body: aCall(app.town.places.community1, more) })
      await who.call(stepCall, { params: { callId: call.id }, body: { step: 'open' } })
      return call
    },
    give: (who, code, title, more = {}) =>
      who.call(giveIdea, { params: { code }, body: { title, body: `${title}，请社区考虑。`, ...more } }),
    story: async (id) =>
      (await app.events(ideaStream(id))).map(
        ({ type }) => Object.entries(ideaEvents).find(([, of]) => of === type)?.[0] ?? type,
      ),
  }
}

/** An open call with numbered forms, a published idea of somebody and a hidden one: what the access matrix asks about. */
export async function ideaSubject(who: TestClient, author: TestClient, placeId: PlaceId) {
  const { id: callId, code } = await who.call(planCall, { body: aCall(placeId) })
  const params = { callId }
  await who.call(stepCall, { params, body: { step: 'open' } })
  await who.call(numberForms, { params, body: { copies: 1 } })
  const give = (title: string) => author.call(giveIdea, { params: { code }, body: { title, body: '请社区考虑。' } })
  const { id: ideaId, receiptCode: receipt } = await give('楼下装长椅')
  const { id: hiddenId } = await give('卖二手车')
  await who.call(moderate, { params: { ideaId: hiddenId }, body: { act: 'hide', reason: 'advert' } })
  return { callId, code, ideaId, hiddenId, receipt }
}

/** A call in English with ideas that were merged, asked about and amended: what stands for the parts of this module's paths. */
export async function ideaPages(who: TestClient, author: TestClient, placeId: PlaceId) {
  const words = 'What should be mended first?'
  const plan = aCall(placeId, { title: 'Ideas for the old compound', words, budgetHintFen: 5_000_000 })
  const { id: callId, code } = await who.call(planCall, { body: plan })
  await who.call(stepCall, { params: { callId }, body: { step: 'open' } })
  await who.call(numberForms, { params: { callId }, body: { copies: 1 } })
  const give = (client: TestClient, title: string, body: string) =>
    client.call(giveIdea, { params: { code }, body: { title, body, point: { lng: 102.702, lat: 25.003 } } })
  const shed = await give(author, 'Sockets in the bike shed', 'Cables hang out of windows now.')
  const like = await give(who, 'Charging points', 'Nobody knows where to charge a bike.')
  const amended = { title: 'Sockets in the bike shed', body: 'Cables hang out of windows now: ten sockets would do.' }
  await author.call(amendIdea, { params: { ideaId: shed.id }, body: amended })
  await who.call(mergeIdeas, { params: { callId }, body: { ideaIds: [shed.id, like.id], intoId: shed.id } })
  const asked = { params: { ideaId: shed.id }, body: { words: 'We come and measure on Friday.' } }
  await who.call(sayRemark, asked)
  const parts = { '/i/$code': code, '/i/$code/new': code, '/i/r/$receipt': shed.receiptCode }
  return { callId, ideaId: shed.id, ...parts }
}
