import type { RawBuilder } from 'kysely'
import type { Actor, EventActor } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import { plugAt } from '../../../kernel/plug.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { ConsentHow } from '../consent-contract.ts'

/** Who agrees or takes back, and when. */
export interface ConsentDoing {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
}

/** A consent that was given and not taken back. */
export interface GivenConsent {
  /** Null: of an act on paper, by somebody without an account. */
  readonly personId: PersonId | null
  readonly version: number
  readonly at: Date
  readonly how: ConsentHow
}

/** What consent is asked for. The module that asks keeps the consents; the texts and their versions stand here. */
export interface ConsentPurpose {
  /** `<module>.<what>`, for good. */
  readonly code: string
  readonly title: Words
  /** As delivered: version 1. Once somebody agreed to it, a tenant keeps its own copy. */
  readonly text: Words
  /** Where people meet it. */
  readonly asked: Words
  /** SQL of `personId`, `version`, `at`, `how`: of every consent that runs, one a person; else of every act. */
  readonly given: (tenantId: TenantId) => RawBuilder<GivenConsent>
  /** A consent that runs until it is taken back. Left out: every act asks for itself, and nobody can be asked anew. */
  readonly running?: RunningConsent
}

export interface RunningConsent {
  /** Writes down that the actor, whose consent runs, agreed to this version now. */
  readonly agreeAnew: (tx: Tx, doing: ConsentDoing, version: number) => Promise<void>
  /** The actor takes it back. Throws 404 where none runs. */
  readonly takeBack: (tx: Tx, doing: ConsentDoing) => Promise<void>
}

const purposes = new Map<string, ConsentPurpose>()

/** Hands in what a module asks consent for. @returns takes it back: for tests. */
export const registerConsentPurpose = (purpose: ConsentPurpose): (() => void) => plugAt(purposes, purpose.code, purpose)

/** All that modules handed in, by code. */
export const consentPurposes = (): ConsentPurpose[] =>
  [...purposes.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))

/** 404 for a code that no module handed in. */
export const purposeOf = (code: string): ConsentPurpose => purposes.get(code) ?? notFound()

/** 404 for a purpose of single acts as well: each of them is taken back where it was done. */
export const runningOf = (code: string): RunningConsent => purposeOf(code).running ?? notFound()
