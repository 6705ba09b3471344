import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { Answer, AssessedFields, FirmFit, PushRow, TriedAnswer } from '../contract.ts'

// What a firm sees of policies. Everywhere: for whoever speaks for the firm; it does not exist for anybody else.

const firmParams = Type.Object({ firmId: idSchema<'firm'>() })

/** What to bring along, and to whom. */
const About = Type.Object({ documents: Type.Array(WordsSchema), office: WordsSchema, source: Type.String() })

const { id, code, version, step, amountFrom, amountTo, reasons } = PushRow.properties
const { readAt, appliedAt, grantedAt, grantedFen, refusedAt, refusedWhy } = PushRow.properties
const { title, summary, how, applyBy } = FirmFit.properties

/** A policy that was brought to the firm, and what came of it. */
export const OwnPush = Type.Object({
  ...{ id, code, version, title, summary, how, applyBy, step, amountFrom, amountTo, reasons },
  ...{ readAt, appliedAt, grantedAt, grantedFen, refusedAt, refusedWhy },
  pushedAt: Instant,
  ...About.properties,
  /** Whether another version, whose days overlap, was granted to the firm: then this one never is. */
  paidAlready: Type.Boolean(),
  /** Whether the firm can say that it has applied. */
  mayApply: Type.Boolean(),
})
export type OwnPush = Static<typeof OwnPush>

export const OwnPolicies = Type.Object({
  ...AssessedFields,
  /** By codes of policies. */
  about: Type.Record(Type.String(), About),
  /** The newest first. */
  pushes: Type.Array(OwnPush),
  /** Names of the codes from which the question is answered. */
  names: nullable(Type.Record(Type.String(), WordsSchema)),
  mayAnswer: Type.Boolean(),
})
export type OwnPolicies = Static<typeof OwnPolicies>

export const myFirmPolicies = endpoint({
  id: 'policies.my_firm',
  method: 'GET',
  path: '/api/my-firms/:firmId/policies',
  summary: { zh: '我的企业适用政策', en: 'Policies of my firm' },
  params: firmParams,
  response: OwnPolicies,
})

/** What policies would say if a fact had a value, as it is typed. Nothing is written. */
export const tryMyAnswer = endpoint({
  id: 'policies.try_my_answer',
  method: 'POST',
  path: '/api/my-firms/:firmId/policies/trial',
  summary: { zh: '企业试算补充的信息', en: 'A firm tries an answer' },
  params: firmParams,
  body: TriedAnswer,
  response: OwnPolicies,
})

/** Kept as said by the firm; all policies look at it again at once. */
export const giveMyAnswer = endpoint({
  id: 'policies.give_my_answer',
  method: 'POST',
  path: '/api/my-firms/:firmId/policies/answer',
  summary: { zh: '企业补充信息', en: 'A firm answers' },
  params: firmParams,
  body: Answer,
  response: OwnPolicies,
})

/** A firm has read what was brought to it, or has applied. */
export const markMyPush = endpoint({
  id: 'policies.mark_my_push',
  method: 'POST',
  path: '/api/my-firms/:firmId/pushes/:pushId/steps',
  summary: { zh: '企业登记政策进展', en: 'A firm says how far it came' },
  params: Type.Object({ ...firmParams.properties, pushId: idSchema<'policyPush'>() }),
  body: Type.Object({ step: Type.Enum(['read', 'applied']) }),
  response: Done,
})
