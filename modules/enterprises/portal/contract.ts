import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../../kernel/contract/ids.ts'
import { MatterRow, PrioritySchema, ReportAnswer } from '../../matters/contract.ts'
import { ContactView, FactView, FirmStay, registerFirm } from '../contract.ts'
import { firmStates, legalForms, sizeClasses } from '../shapes.ts'

// What a firm itself may see and do: whoever is a confirmed contact of it, and nobody else.

const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)
const Name = { name: Type.String(), nameEn: Type.String() }
const Place = Type.Object({ id: idSchema<'place'>(), ...Name, above: Type.Object(Name) })
const firmParams = Type.Object({ firmId: idSchema<'firm'>() })
const contactParams = Type.Object({ contactId: idSchema<'firmContact'>() })

export const MyFirmRow = Type.Object({
  id: idSchema<'firm'>(),
  name: Type.String(),
  nameEn: nullable(Type.String()),
  place: Place,
  /** Numbers of the suites that it is in today. */
  suites: Type.Array(Type.String()),
  state: literals(firmStates),
})
export type MyFirmRow = Static<typeof MyFirmRow>

/** The firms that the asker speaks for; empty for everybody else. */
export const myFirms = endpoint({
  id: 'enterprises.my_firms',
  method: 'GET',
  path: '/api/enterprises/my-firms',
  summary: { zh: '我的企业', en: 'My firms' },
  response: Type.Object({ firms: Type.Array(MyFirmRow) }),
})

const OwnFactValue = Type.Omit(FactView, ['by', 'key', 'replacedAt'])
/** Who on the staff noted it is not told; whether staff or the firm did, is. */
export const OwnFact = Type.Object({
  ...Type.Omit(FactView, ['by', 'replacedAt']).properties,
  /** What was known before, the latest first. */
  earlier: Type.Array(OwnFactValue),
})
export type OwnFact = Static<typeof OwnFact>

export const MyFirmView = Type.Object({
  ...MyFirmRow.properties,
  uscc: nullable(Type.String()),
  legalForm: nullable(literals(legalForms)),
  industry: nullable(Type.String()),
  staff: nullable(Type.Integer()),
  sizeClass: nullable(literals(sizeClasses)),
  registeredAddress: nullable(Type.String()),
  registeredHere: nullable(Type.Boolean()),
  sinceOn: Day,
  changedAt: Instant,
  facts: Type.Array(OwnFact),
  stays: Type.Array(FirmStay),
  contacts: Type.Array(Type.Omit(ContactView, ['confirmedBy'])),
})
export type MyFirmView = Static<typeof MyFirmView>

/** What is held on a firm, as its own contact sees it: no tags, no notes of the staff. */
export const myFirm = endpoint({
  id: 'enterprises.my_firm',
  method: 'GET',
  path: '/api/enterprises/my-firms/:firmId',
  summary: { zh: '我的企业信息', en: 'What is held on my firm' },
  params: firmParams,
  response: MyFirmView,
})

const { nameEn, registeredAddress, registeredHere, facts } = registerFirm.body.properties

/** Recorded at once, as said by the firm; what was known before stays in the history. */
export const correctMyFirm = endpoint({
  id: 'enterprises.correct_my_firm',
  method: 'POST',
  path: '/api/enterprises/my-firms/:firmId/correction',
  summary: { zh: '企业自行更正信息', en: 'A firm corrects its data' },
  params: firmParams,
  body: Type.Object({ nameEn, registeredAddress, registeredHere, facts }),
  response: Done,
})

/** Name, code and legal form are on papers that somebody has to see: a change of them opens a matter. */
export const proposeChange = endpoint({
  id: 'enterprises.propose_change',
  method: 'POST',
  path: '/api/enterprises/my-firms/:firmId/proposals',
  summary: { zh: '申请更正登记信息', en: 'A firm asks for a correction of what is registered' },
  params: firmParams,
  body: Type.Object({
    /** Of the matter; made by the client, so that a retry names the same one. */
    id: Type.Optional(idSchema<'matter'>()),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
    uscc: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
    legalForm: Type.Optional(literals(legalForms)),
    why: Type.String({ minLength: 2, maxLength: 500 }),
  }),
  response: ReportAnswer,
})

const DifficultyBody = {
  id: Type.Optional(idSchema<'matter'>()),
  /** Of the tree `firm`. */
  category: Type.Optional(Type.String({ maxLength: 40 })),
  /** Where the firm works, if left out. */
  placeId: Type.Optional(idSchema<'place'>()),
  placeDetail: Type.Optional(Type.String({ maxLength: 120 })),
  title: Type.Optional(Type.String({ maxLength: 80 })),
  body: Type.String({ minLength: 4, maxLength: 4000 }),
  priority: Type.Optional(PrioritySchema),
  fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 9 })),
}

export const raiseDifficulty = endpoint({
  id: 'enterprises.raise_difficulty',
  method: 'POST',
  path: '/api/enterprises/my-firms/:firmId/difficulties',
  summary: { zh: '企业提诉求', en: 'A firm raises a difficulty' },
  params: firmParams,
  body: Type.Object(DifficultyBody),
  response: ReportAnswer,
})

/** What the firm asked for, or was asked for it, the newest first. */
export const myFirmMatters = endpoint({
  id: 'enterprises.my_firm_matters',
  method: 'GET',
  path: '/api/enterprises/my-firms/:firmId/matters',
  summary: { zh: '我的企业的诉求', en: 'Difficulties of my firm' },
  params: firmParams,
  query: Type.Object(PageQuery),
  response: pageOf(MatterRow),
})

// ---- what staff do for it -------------------------------------------------------------------------------------------

export const difficultyChannels = ['phone', 'counter', 'wechat', 'meeting'] as const

/** Staff take a firm's difficulty down. With `contactId` that contact is who asked, and is called back. */
export const takeDifficulty = endpoint({
  id: 'enterprises.take_difficulty',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/difficulties',
  summary: { zh: '代企业登记诉求', en: 'Take a firm’s difficulty down' },
  params: firmParams,
  body: Type.Object({
    ...DifficultyBody,
    channel: literals(difficultyChannels),
    contactId: Type.Optional(idSchema<'firmContact'>()),
  }),
  response: ReportAnswer,
})

/** A one-time link for a confirmed contact, shown this once; one issued earlier is no longer good. */
export const issueContactLink = endpoint({
  id: 'enterprises.issue_contact_link',
  method: 'POST',
  path: '/api/enterprises/contacts/:contactId/link',
  summary: { zh: '发企业端登录链接', en: 'Issue a sign-in link to a contact' },
  params: contactParams,
  response: Type.Object({ token: Type.String(), expiresAt: Instant }),
})

export const revokeContactLink = endpoint({
  id: 'enterprises.revoke_contact_link',
  method: 'DELETE',
  path: '/api/enterprises/contacts/:contactId/link',
  summary: { zh: '收回登录链接', en: 'Take a sign-in link back' },
  params: contactParams,
  response: Type.Object({ revoked: Type.Integer() }),
})
