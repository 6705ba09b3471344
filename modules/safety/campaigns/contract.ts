import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, oneOf, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../../kernel/contract/ids.ts'
import { count, Named, PlaceShape, words } from '../contract.ts'
import { ways } from './reach.ts'

export type { CampaignId } from '../events.ts'

export const topics = ['fire', 'fraud', 'manners'] as const
export type Topic = (typeof topics)[number]
export const channels = ['door', 'leaflet', 'gathering', 'poster', 'notice'] as const
export type Channel = (typeof channels)[number]
/** By its days. */
export const campaignStates = ['planned', 'running', 'over'] as const
const campaignId = idSchema<'campaign'>()
const here = { params: Type.Object({ campaignId }) }

export const CampaignRow = Type.Object({
  id: campaignId,
  title: Type.String(),
  topic: Type.Enum(topics),
  place: PlaceShape,
  fromOn: Day,
  toOn: Day,
  state: Type.Enum(campaignStates),
  channels: Type.Array(Type.Enum(channels)),
  /** Of the buildings that the reader sees. */
  reached: count,
  addressed: count,
})
export type CampaignRow = Static<typeof CampaignRow>

export const campaignShows = ['all', ...campaignStates] as const
export const listCampaigns = endpoint({
  id: 'safety.campaigns',
  method: 'GET',
  path: '/api/safety/campaigns',
  summary: { zh: '宣传', en: 'Campaigns' },
  query: Type.Object({
    ...PageQuery,
    placeId: Type.Optional(idSchema<'place'>()),
    topic: Type.Optional(Type.Enum(topics)),
    show: Type.Optional(Type.Enum(campaignShows)),
    /** Under way on one of these days. */
    from: Type.Optional(Day),
    to: Type.Optional(Day),
  }),
  response: pageOf(CampaignRow),
})

const Link = Type.Object({ title: words(60), url: Type.String({ pattern: '^https://\\S+$', maxLength: 300 }) })
const CampaignBody = {
  title: words(60),
  topic: Type.Enum(topics),
  /** Communities, compounds, buildings. */
  addressed: Type.Array(idSchema<'place'>(), { minItems: 1, maxItems: 50, uniqueItems: true }),
  fromOn: Day,
  toOn: Day,
  channels: Type.Array(oneOf(channels), { minItems: 1, uniqueItems: true }),
  links: Type.Optional(Type.Array(Link, { maxItems: 10 })),
  fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 9 })),
}

export const PlanBody = Type.Object({ id: Type.Optional(campaignId), ...CampaignBody })
export type PlanBody = Static<typeof PlanBody>

export const planCampaign = endpoint({
  id: 'safety.plan_campaign',
  method: 'POST',
  path: '/api/safety/campaigns',
  summary: { zh: '开展宣传', en: 'Plan a campaign' },
  body: PlanBody,
  response: Type.Object({ id: campaignId }),
})

export const changeCampaign = endpoint({
  id: 'safety.change_campaign',
  method: 'POST',
  path: '/api/safety/campaigns/:campaignId/change',
  summary: { zh: '修改宣传', en: 'Change a campaign' },
  ...here,
  body: Type.Object({ title: Type.Optional(words(60)), toOn: Type.Optional(Day) }),
  response: Done,
})

const DoorRoom = Type.Object({
  id: idSchema<'room'>(),
  unit: Type.String(),
  floor: Type.Integer(),
  number: Type.String(),
  ways: Type.Array(Type.Enum(ways)),
})
export type DoorRoom = Static<typeof DoorRoom>

const BuildingReach = Type.Object({
  place: PlaceShape,
  compound: Named,
  reached: count,
  addressed: count,
})

export const getCampaign = endpoint({
  id: 'safety.campaign',
  method: 'GET',
  path: '/api/safety/campaigns/:campaignId',
  summary: { zh: '一次宣传', en: 'One campaign' },
  ...here,
  response: Type.Object({
    ...CampaignRow.properties,
    places: Type.Array(PlaceShape),
    links: Type.Array(Link),
    fileIds: Type.Array(idSchema<'file'>()),
    by: Named,
    notice: nullable(Type.Object({ words: Type.String(), at: Instant, told: count })),
    buildings: Type.Array(BuildingReach),
    /** Households by how they were reached; one may be in several. */
    byWay: Type.Object({ door: count, gathering: count, talk: count, away: count }),
    mayKeep: Type.Boolean(),
    mayTick: Type.Boolean(),
  }),
})
export type CampaignView = Static<typeof getCampaign.response>

/** The doors that the reader may knock at, building by building, stairs by stairs, with what was ticked. */
export const campaignDoors = endpoint({
  id: 'safety.doors',
  method: 'GET',
  path: '/api/safety/campaigns/:campaignId/doors',
  summary: { zh: '敲门清单', en: 'The doors of a campaign' },
  ...here,
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({
    title: Type.String(),
    topic: Type.Enum(topics),
    open: Type.Boolean(),
    buildings: Type.Array(Type.Object({ ...BuildingReach.properties, rooms: Type.Array(DoorRoom) })),
  }),
})
export type Doors = Static<typeof campaignDoors.response>

/** Ticking again, or from a second phone, changes nothing. */
export const tickDoor = endpoint({
  id: 'safety.tick',
  method: 'POST',
  path: '/api/safety/campaigns/:campaignId/doors',
  summary: { zh: '勾一户', en: 'Tick a household' },
  ...here,
  body: Type.Object({ roomId: idSchema<'room'>(), how: Type.Enum(ways), takeBack: Type.Optional(Type.Boolean()) }),
  response: Type.Object({ reached: count, addressed: count }),
})

/** A short notice to the residents of the places; once a campaign. */
export const sendNotice = endpoint({
  id: 'safety.send_notice',
  method: 'POST',
  path: '/api/safety/campaigns/:campaignId/notice',
  summary: { zh: '发提醒', en: 'Send the notice' },
  ...here,
  body: Type.Object({ words: words(120) }),
  response: Type.Object({ told: count }),
})
