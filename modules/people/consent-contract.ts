import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Instant, WordsSchema } from '../../kernel/contract/ids.ts'

// Leaf: the browser imports it as well.

/** Ticked by the person; on paper; by word of mouth. */
export const consentHows = ['self', 'signed', 'spoken'] as const
export type ConsentHow = (typeof consentHows)[number]

/** The reason of a refusal where the text in force is another than the one that was shown. */
export const consentTextChanged = 'people.consent_text_changed'

/** The reason of a refusal where another version was saved since a draft was begun. */
export const consentTextOvertaken = 'people.consent_text_overtaken'

/** The number of a version, as a form says which one was ticked. */
export const ConsentVersion = Type.Integer({ minimum: 1, maximum: 9999 })

const purpose = { params: Type.Object({ purpose: Type.String({ minLength: 1, maxLength: 60 }) }) }
const version = Type.Integer()
const count = Type.Integer()

/** A text with its number, and since when it is in force; null: as delivered, and nobody agreed to it yet. */
const TextShape = Type.Object({ version, text: WordsSchema, fromAt: nullable(Instant) })

/** The text in force: what a form shows. */
export const consentText = endpoint({
  id: 'people.consent_text',
  method: 'GET',
  path: '/api/consents/:purpose/text',
  summary: { zh: '现行同意文本', en: 'The text of a consent in force' },
  ...purpose,
  response: Type.Object({ purpose: Type.String(), title: WordsSchema, ...TextShape.properties }),
})

export const MyConsent = Type.Object({
  purpose: Type.String(),
  title: WordsSchema,
  /** What was agreed to. */
  agreed: TextShape,
  at: Instant,
  how: Type.Enum(consentHows),
  /** False: a later version asks anew, and until it is answered nothing new is done with the data. */
  stands: Type.Boolean(),
  inForce: TextShape,
})
export type MyConsent = Static<typeof MyConsent>

/** What I agreed to. */
export const myConsents = endpoint({
  id: 'people.my_consents',
  method: 'GET',
  path: '/api/consents/mine',
  summary: { zh: '我同意过的事项', en: 'What I agreed to' },
  response: Type.Object({ rows: Type.Array(MyConsent) }),
})

/** I agree to the text in force. Refused where it is not the version that I was shown. */
export const agreeAnew = endpoint({
  id: 'people.agree_anew',
  method: 'POST',
  path: '/api/consents/:purpose/agree',
  summary: { zh: '重新同意', en: 'Agree again' },
  ...purpose,
  body: Type.Object({ version: ConsentVersion }),
  response: Done,
})

export const takeConsentBack = endpoint({
  id: 'people.take_consent_back',
  method: 'POST',
  path: '/api/consents/:purpose/withdraw',
  summary: { zh: '撤回同意', en: 'Take a consent back' },
  ...purpose,
  body: Type.Object({}),
  response: Done,
})

export const PurposeRow = Type.Object({
  purpose: Type.String(),
  title: WordsSchema,
  asked: WordsSchema,
  inForce: TextShape,
  /** Every act asks for itself: acts are counted below, and nobody can be asked anew. */
  each: Type.Boolean(),
  /** Who agreed to the version in force. */
  agreed: count,
  /** People whose consent stands: a version that asks anew would ask them all. */
  standing: count,
  /** People who have been asked anew and have not answered. */
  waiting: count,
})
export type PurposeRow = Static<typeof PurposeRow>

/** What consent is asked for. As many as modules hand in: a handful. */
export const listPurposes = endpoint({
  id: 'people.consent_purposes',
  method: 'GET',
  path: '/api/consents',
  summary: { zh: '同意事项', en: 'What consent is asked for' },
  response: Type.Object({ rows: Type.Array(PurposeRow) }),
})

export const VersionRow = Type.Object({
  ...TextShape.properties,
  asksAnew: Type.Boolean(),
  why: Type.String(),
  /** Null: as delivered. */
  author: nullable(Type.String()),
  /** People whose consent is to this version. */
  agreed: count,
})
export type VersionRow = Static<typeof VersionRow>

/** The versions of one text, the newest first. */
export const listTextVersions = endpoint({
  id: 'people.consent_versions',
  method: 'GET',
  path: '/api/consents/:purpose/versions',
  summary: { zh: '同意文本的版本', en: 'Versions of a consent text' },
  ...purpose,
  query: Type.Object(PageQuery),
  response: Type.Object({ ...pageOf(VersionRow).properties, purpose: PurposeRow }),
})

const Said = (most: number) => Type.String({ minLength: 10, maxLength: most, pattern: '\\S' })

export const saveConsentText = endpoint({
  id: 'people.save_consent_text',
  method: 'POST',
  path: '/api/consents/:purpose/versions',
  summary: { zh: '保存同意文本', en: 'Save a text of a consent' },
  ...purpose,
  body: Type.Object({
    zh: Said(4000),
    en: Said(8000),
    asksAnew: Type.Boolean(),
    why: Type.String({ minLength: 2, maxLength: 300, pattern: '\\S' }),
    /** The version that the draft was made from: refused where another was saved meanwhile. */
    after: ConsentVersion,
  }),
  response: Type.Object({ version }),
})
