import type { Actor } from '../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { plugAt } from '../../kernel/plug.ts'
import type { PartyKind } from './gathering.ts'

export interface FoundParty {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  /** What tells it from others of the name: its place, its building. */
  readonly note: string
}

/** A party that somebody answers for. */
export interface AnsweredFor extends Omit<FoundParty, 'note'> {
  /** It goes on as another one: what it is invited to is answered, but nobody signs up as it anew. */
  readonly former?: true
}

/** What a module that knows a kind of party answers. Gatherings is a lower tier and cannot ask by itself. */
export interface PartySource {
  /** By part of a name, within the actor's scope. */
  search(tx: Tx, actor: Actor, q: string, now: Date): Promise<readonly FoundParty[]>
  /** Whether the actor may invite or sign up this one: its name, or null where it is out of scope. */
  named(tx: Tx, actor: Actor, id: string): Promise<{ name: string } | null>
  /** Who is told and may answer for it. */
  members(tx: Tx, tenantId: TenantId, id: string): Promise<readonly PersonId[]>
  /** What a person may answer for. */
  of(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<readonly AnsweredFor[]>
}

const sources = new Map<PartyKind, PartySource>()

/**
 * A module says here, from its `module.ts`, how its parties are found: `registerParties('firm', source)`.
 * @returns puts back what was registered before.
 */
export const registerParties = (kind: 'firm', source: PartySource): (() => void) => plugAt(sources, kind, source)

export const sourceOf = (kind: PartyKind): PartySource | undefined => sources.get(kind)
export const partySources = (): readonly (readonly [PartyKind, PartySource])[] => [...sources]
