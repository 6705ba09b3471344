import { Type } from 'typebox'
import { type Id, idSchema } from '../../kernel/contract/ids.ts'
import type { FactValue } from './fact.ts'
import type { PolicySpec } from './policy.ts'

export type PushId = Id<'policyPush'>
export type RunId = Id<'policyRun'>

// ---- names of states and choices ------------------------------------------------------------------------------

export const versionStates = ['draft', 'published', 'withdrawn'] as const
export const runStates = ['queued', 'running', 'done', 'cancelled'] as const
/** How far a push came: the last thing that happened to it. */
export const pushSteps = ['pushed', 'read', 'applied', 'granted', 'refused', 'withdrawn'] as const
/** What can be written down of a push. */
export const markSteps = ['read', 'applied', 'granted', 'refused', 'withdrawn'] as const
/** What a figure counts: the pushes to which this happened, whatever came later. Those taken back count nowhere. */
export const pushFigures = ['pushed', 'read', 'applied', 'granted', 'refused'] as const

export type VersionState = (typeof versionStates)[number]
export type RunState = (typeof runStates)[number]
export type PushStep = (typeof pushSteps)[number]
export type MarkStep = (typeof markSteps)[number]
export type PushFigure = (typeof pushFigures)[number]

export const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)
export const Code = Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' })
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000 })
export const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
export const codeParams = Type.Object({ code: Code })
export const versionParams = Type.Object({ code: Code, version: Version })
export const firmParams = Type.Object({ firmId: idSchema<'firm'>() })
export const Fen = Type.Integer({ minimum: 0, maximum: 10_000_000_000_000 })

/** A policy on its way in and out. The rules are checked by `openPolicy`, which tells every fault with its place. */
export const SpecSchema = Type.Unsafe<PolicySpec>(
  Type.Unknown({ description: 'A policy; see docs/policy-language.md' }),
)
export const ValueSchema = Type.Unsafe<FactValue | null>(
  Type.Unknown({ description: 'A value of the fact; null: none' }),
)
