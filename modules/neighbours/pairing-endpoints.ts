import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { ConsentVersion } from '../people/contract.ts'
import { contactHows, endReasons, pairingStates, rhythms, sides } from './pairings/pairing.ts'
import {
  count,
  Kind,
  LanguageCode,
  PairingIdSchema,
  PlaceQuery,
  PlaceShape,
  Reason,
  Sex,
  SkillIdSchema,
  Slots,
  TypedConsent,
  text,
  VolunteerIdSchema,
  Whom,
  WishIdSchema,
} from './shapes.ts'
import { wishSources, wishStates } from './states.ts'

const WishFields = {
  kind: Kind,
  words: Type.Optional(Type.String({ maxLength: 500 })),
  placeId: idSchema<'place'>(),
  language: Type.Optional(nullable(LanguageCode)),
  sex: Type.Optional(nullable(Sex)),
  helperSex: Type.Optional(nullable(Sex)),
  slots: Slots,
  rhythm: Type.Enum([...rhythms]),
}
const WishBody = Type.Object(WishFields)
export type WishBody = Static<typeof WishBody>

/** For oneself, or for somebody who agreed: then with their name and how they agreed. */
export const makeWish = endpoint({
  id: 'neighbours.wish',
  method: 'POST',
  path: '/api/neighbours/me/wishes',
  summary: { zh: '找邻居帮忙', en: 'Ask for help' },
  body: Type.Object({
    ...WishFields,
    consent: Type.Literal(true),
    consentVersion: ConsentVersion,
    /** Asked of the neighbour with this skill. */
    skillId: Type.Optional(SkillIdSchema),
    forName: Type.Optional(text(40)),
    forPhone: Type.Optional(Type.String({ maxLength: 30 })),
    forNote: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  response: Type.Object({ id: WishIdSchema }),
})

export const noteWish = endpoint({
  id: 'neighbours.note_wish',
  method: 'POST',
  path: '/api/neighbours/wishes',
  summary: { zh: '代记心愿', en: 'Note a wish' },
  body: Type.Object({
    ...WishFields,
    name: text(40),
    /** Empty where they have none of their own. */
    phone: Type.Optional(Type.String({ maxLength: 30 })),
    ...TypedConsent,
    consentVersion: ConsentVersion,
  }),
  response: Type.Object({ id: WishIdSchema }),
})

const PairingBrief = Type.Object({
  id: PairingIdSchema,
  state: Type.Enum([...pairingStates]),
  volunteerName: Type.String(),
  volunteerYes: Type.Boolean(),
  helpedYes: Type.Boolean(),
  at: Instant,
})

export const WishRow = Type.Object({
  id: WishIdSchema,
  /** Masked. */
  name: Type.String(),
  kind: Kind,
  words: Type.String(),
  place: PlaceShape,
  language: nullable(LanguageCode),
  helperSex: nullable(Sex),
  slots: Type.Array(Type.Integer()),
  rhythm: Type.Enum([...rhythms]),
  source: Type.Enum([...wishSources]),
  state: Type.Enum([...wishStates]),
  since: Instant,
  endedAt: nullable(Instant),
  /** A later version of the text asks whom it helps anew: nothing new is done before the answer. */
  askedAnew: Type.Boolean(),
  /** It helps somebody else than who reads. */
  forOther: Type.Boolean(),
  /** The one that is on its way or runs. */
  pairing: nullable(PairingBrief),
})
export type WishRow = Static<typeof WishRow>

export const wishShows = ['waiting', 'unpaired', 'asked_anew', ...wishStates] as const
export const WishFilter = {
  ...PlaceQuery,
  kind: Type.Optional(Kind),
  /** `waiting`: heard or open; `unpaired`: open, and nobody is asked; `asked_anew`: waits for a new agreement. */
  show: Type.Optional(Type.Enum([...wishShows])),
  /** Ended from, and before this day. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}
const WishFilterSchema = Type.Object(WishFilter)
export type WishFilter = Static<typeof WishFilterSchema>

export const listWishes = endpoint({
  id: 'neighbours.wishes',
  method: 'GET',
  path: '/api/neighbours/wishes',
  summary: { zh: '心愿', en: 'Wishes' },
  query: Type.Object({ ...PageQuery, ...WishFilter }),
  response: pageOf(WishRow),
})

export const exportWishes = endpoint({
  id: 'neighbours.export_wishes',
  method: 'GET',
  path: '/api/neighbours/wishes.xlsx',
  summary: { zh: '导出心愿', en: 'Export wishes' },
  query: WishFilterSchema,
  produces: 'bytes',
  hands: 'export',
})

const wish = { params: Type.Object({ wishId: WishIdSchema }) }

export const getWish = endpoint({
  id: 'neighbours.get_wish',
  method: 'GET',
  path: '/api/neighbours/wishes/:wishId',
  summary: { zh: '一个心愿', en: 'One wish' },
  ...wish,
  response: Type.Object({
    wish: WishRow,
    consentHow: nullable(Type.Enum(['self', 'signed', 'spoken'])),
    consentNote: nullable(Type.String()),
    consentAt: nullable(Instant),
    consentVersion: nullable(count),
    /** Who can take it, the best first (at most 12); empty unless it waits. */
    fitting: Type.Array(
      Type.Object({
        volunteerId: VolunteerIdSchema,
        name: Type.String(),
        place: PlaceShape,
        reasons: Type.Array(WordsSchema),
        /** The person named the volunteer. */
        asked: Type.Boolean(),
      }),
    ),
    fittingInAll: count,
    /** Of volunteers with the skill: what stands in the way. */
    others: Type.Array(Type.Object({ name: Type.String(), why: WordsSchema })),
    /** Of all volunteers of the place: how many are left out by what. */
    leftOut: Type.Array(Type.Object({ why: WordsSchema, count })),
    earlier: Type.Array(PairingBrief),
    mayPair: Type.Boolean(),
  }),
})
export type WishView = Static<typeof getWish.response>

const AgreedTo = Type.Object({ ...TypedConsent, consentVersion: ConsentVersion })
export type AgreedTo = Static<typeof AgreedTo>

/** A wish that was heard at a visit is opened once the person agreed. */
export const agreeWish = endpoint({
  id: 'neighbours.agree_wish',
  method: 'POST',
  path: '/api/neighbours/wishes/:wishId/agree',
  summary: { zh: '本人已同意', en: 'The person agreed' },
  ...wish,
  body: Type.Object({
    ...AgreedTo.properties,
    name: text(40),
    phone: Type.Optional(Type.String({ maxLength: 30 })),
    slots: Type.Optional(Slots),
    rhythm: Type.Optional(Type.Enum([...rhythms])),
  }),
  response: Done,
})

/** Whom a running wish helps was asked anew and agreed, as staff were told. */
export const agreeWishAnew = endpoint({
  id: 'neighbours.agree_wish_anew',
  method: 'POST',
  path: '/api/neighbours/wishes/:wishId/agree-anew',
  summary: { zh: '本人重新同意', en: 'The person agreed again' },
  ...wish,
  body: AgreedTo,
  response: Done,
})

export const withdrawWish = endpoint({
  id: 'neighbours.withdraw_wish',
  method: 'POST',
  path: '/api/neighbours/wishes/:wishId/withdraw',
  summary: { zh: '撤回心愿', en: 'Take a wish back' },
  ...wish,
  body: Type.Object({}),
  response: Done,
})

export const revealWish = endpoint({
  id: 'neighbours.reveal_wish',
  method: 'POST',
  path: '/api/neighbours/wishes/:wishId/reveal',
  summary: { zh: '查看心愿人电话', en: 'Whom to call' },
  ...wish,
  body: Type.Object({ reason: Reason }),
  response: Whom,
})

/** Both sides are asked; nobody learns a name yet. */
export const askVolunteer = endpoint({
  id: 'neighbours.ask',
  method: 'POST',
  path: '/api/neighbours/wishes/:wishId/ask',
  summary: { zh: '询问双方', en: 'Ask both' },
  ...wish,
  body: Type.Object({ volunteerId: VolunteerIdSchema }),
  response: Type.Object({ id: PairingIdSchema }),
})

/** Suggestions for all open wishes at once; asks nobody. */
export const suggestAll = endpoint({
  id: 'neighbours.suggest',
  method: 'POST',
  path: '/api/neighbours/suggest',
  summary: { zh: '一键推荐', en: 'Suggest for all wishes' },
  body: Type.Object(PlaceQuery),
  response: Type.Object({ wishes: count, suggested: count }),
})

export const PairingRow = Type.Object({
  id: PairingIdSchema,
  wishId: WishIdSchema,
  volunteerId: VolunteerIdSchema,
  kind: Kind,
  helpedName: Type.String(),
  volunteerName: Type.String(),
  place: PlaceShape,
  state: Type.Enum([...pairingStates]),
  rhythm: Type.Enum([...rhythms]),
  helpedYes: Type.Boolean(),
  volunteerYes: Type.Boolean(),
  lastContactOn: nullable(Day),
  quietSince: nullable(Day),
  endReason: nullable(Type.Enum([...endReasons])),
  at: Instant,
})
export type PairingRow = Static<typeof PairingRow>

export const pairingShows = ['live', 'consents', 'silent', 'active', ...pairingStates] as const
export const PairingFilter = {
  ...PlaceQuery,
  /** `live`: not over; `consents`: somebody's yes is waited for; `silent`: flagged; `active`: both said yes. */
  show: Type.Optional(Type.Enum([...pairingShows])),
}
const PairingFilterSchema = Type.Object(PairingFilter)
export type PairingFilter = Static<typeof PairingFilterSchema>

export const listPairings = endpoint({
  id: 'neighbours.pairings',
  method: 'GET',
  path: '/api/neighbours/pairings',
  summary: { zh: '结对', en: 'Pairings' },
  query: Type.Object({ ...PageQuery, ...PairingFilter }),
  response: pageOf(PairingRow),
})

export const exportPairings = endpoint({
  id: 'neighbours.export_pairings',
  method: 'GET',
  path: '/api/neighbours/pairings.xlsx',
  summary: { zh: '导出结对', en: 'Export pairings' },
  query: PairingFilterSchema,
  produces: 'bytes',
  hands: 'export',
})

const pairing = { params: Type.Object({ pairingId: PairingIdSchema }) }

const Contact = Type.Object({
  onDay: Day,
  how: Type.Enum([...contactHows]),
  by: Type.Enum([...sides]),
  words: nullable(Type.String()),
})
const Thanks = Type.Object({
  words: Type.String(),
  wallHelped: Type.Boolean(),
  wallVolunteer: nullable(Type.Boolean()),
})

export const getPairing = endpoint({
  id: 'neighbours.pairing',
  method: 'GET',
  path: '/api/neighbours/pairings/:pairingId',
  summary: { zh: '一个结对', en: 'One pairing' },
  ...pairing,
  response: Type.Object({
    pairing: PairingRow,
    reasons: Type.Array(WordsSchema),
    volunteerHow: nullable(Type.Enum(['self', 'signed', 'spoken'])),
    /** What staff wrote of it; for who brings the two together, while it runs. */
    volunteerNote: nullable(Type.String()),
    helpedHow: nullable(Type.Enum(['self', 'signed', 'spoken'])),
    helpedNote: nullable(Type.String()),
    quietWhy: nullable(Type.String()),
    contacts: Type.Array(Contact),
    thanks: nullable(Thanks),
    mayAct: Type.Boolean(),
  }),
})
export type PairingView = Static<typeof getPairing.response>

/** As one of the two sees it; name and phone of the other only once both said yes. */
export const MyPairing = Type.Object({
  id: PairingIdSchema,
  wishId: WishIdSchema,
  side: Type.Enum(['volunteer', 'helped']),
  kind: Kind,
  words: nullable(Type.String()),
  state: Type.Enum([...pairingStates]),
  rhythm: Type.Enum([...rhythms]),
  slots: Type.Array(Type.Integer()),
  compound: nullable(PlaceShape),
  reasons: Type.Array(WordsSchema),
  iSaidYes: Type.Boolean(),
  other: nullable(Whom),
  place: nullable(PlaceShape),
  lastContactOn: nullable(Day),
  contacts: Type.Array(Contact),
  thanks: nullable(Thanks),
  at: Instant,
})
export type MyPairing = Static<typeof MyPairing>

export const myPairing = endpoint({
  id: 'neighbours.my_pairing',
  method: 'GET',
  path: '/api/neighbours/me/pairings/:pairingId',
  summary: { zh: '我的结对', en: 'My pairing' },
  ...pairing,
  response: MyPairing,
})

/** Yes or no: one's own; staff type what one of the two said, and how. */
export const answerPairing = endpoint({
  id: 'neighbours.answer',
  method: 'POST',
  path: '/api/neighbours/pairings/:pairingId/answer',
  summary: { zh: '同意或婉拒', en: 'Say yes or no' },
  ...pairing,
  body: Type.Object({
    yes: Type.Boolean(),
    /** Whose answer it is, where staff type it; `staff` drops a suggestion. */
    side: Type.Optional(Type.Enum([...sides])),
    how: Type.Optional(Type.Enum(['signed', 'spoken'])),
    note: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  response: Type.Object({ state: Type.Enum([...pairingStates]) }),
})

export const noteContact = endpoint({
  id: 'neighbours.contact',
  method: 'POST',
  path: '/api/neighbours/pairings/:pairingId/contacts',
  summary: { zh: '记一次联系', en: 'Note a contact' },
  ...pairing,
  body: Type.Object({
    how: Type.Enum([...contactHows]),
    onDay: Type.Optional(Day),
    words: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  response: Done,
})

export const explainSilence = endpoint({
  id: 'neighbours.explain',
  method: 'POST',
  path: '/api/neighbours/pairings/:pairingId/explain',
  summary: { zh: '说明没有联系的原因', en: 'Say why there was no contact' },
  ...pairing,
  body: Type.Object({ why: text(200) }),
  response: Done,
})

export const sayThanks = endpoint({
  id: 'neighbours.thank',
  method: 'POST',
  path: '/api/neighbours/pairings/:pairingId/thanks',
  summary: { zh: '说声谢谢', en: 'Say thanks' },
  ...pairing,
  body: Type.Object({
    words: text(200),
    /** May stand on the wall, if the volunteer agrees too. */
    wall: Type.Boolean(),
    /** The wish is met: that is the end of the pairing. */
    met: Type.Boolean(),
  }),
  response: Done,
})

export const answerWall = endpoint({
  id: 'neighbours.wall_answer',
  method: 'POST',
  path: '/api/neighbours/pairings/:pairingId/wall',
  summary: { zh: '是否上感谢墙', en: 'On the wall or not' },
  ...pairing,
  body: Type.Object({ agree: Type.Boolean() }),
  response: Done,
})

export const endPairing = endpoint({
  id: 'neighbours.end',
  method: 'POST',
  path: '/api/neighbours/pairings/:pairingId/end',
  summary: { zh: '结束结对', en: 'End a pairing' },
  ...pairing,
  body: Type.Object({ reason: Type.Enum(['met', 'moved', 'volunteer_stops', 'helped_stops', 'other']) }),
  response: Done,
})

const ThanksLine = Type.Object({ words: Type.String(), kind: Kind, at: Instant })
/** The thanks wall of a place: what both agreed to show; no names. */
export const thanksWall = endpoint({
  id: 'neighbours.wall',
  method: 'GET',
  path: '/api/neighbours/wall',
  summary: { zh: '感谢墙', en: 'Wall of thanks' },
  query: Type.Object({ placeId: idSchema<'place'>() }),
  response: Type.Object({ rows: Type.Array(ThanksLine) }),
})

export const neighbourFigures = endpoint({
  id: 'neighbours.figures',
  method: 'GET',
  path: '/api/neighbours/figures',
  summary: { zh: '邻里概况', en: 'Neighbours in numbers' },
  query: Type.Object(PlaceQuery),
  response: Type.Object({
    ...{
      volunteers: count,
      active: count,
      open: count,
      unpaired: count,
      heard: count,
      askedAnew: count,
      consents: count,
      silent: count,
    },
    ...{ suggested: count, met: count, asking: count },
    /** Residents heard at visits who would like to help and were not asked yet; 0 for who is not in charge. */
    offers: count,
    /** Of the last 30 days, for `met`. */
    from: Day,
    to: Day,
  }),
})
export type NeighbourFigures = Static<typeof neighbourFigures.response>
