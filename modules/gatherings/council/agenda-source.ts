import type { Actor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import { plugAt } from '../../../kernel/plug.ts'
import type { SubjectKind } from '../gathering.ts'

export interface ProposedItem {
  readonly id: string
  readonly title: string
  /** What tells how pressing it is: who stands behind it, since when it waits. */
  readonly note: Words
}

/** What a module whose nouns wait for an end answers. Gatherings is a lower tier and cannot ask by itself. */
export interface AgendaSource {
  /** What a council of a place could speak about, within the actor's scope, the most pressing first. */
  propose(tx: Tx, actor: Actor, placePath: string, limit: number): Promise<readonly ProposedItem[]>
  /** Whether the actor may put this one on an agenda. */
  inReach(tx: Tx, actor: Actor, id: string): Promise<boolean>
  /** How far these are, and where staff read of them. */
  now(tx: Tx, tenantId: TenantId, ids: readonly string[]): Promise<ReadonlyMap<string, { state: Words; path: string }>>
}

const sources = new Map<SubjectKind, AgendaSource>()

/**
 * A module says here, from its `module.ts`, what of its own a council may speak about.
 * @returns puts back what was registered before.
 */
export const registerAgendaItems = (kind: SubjectKind, source: AgendaSource): (() => void) =>
  plugAt(sources, kind, source)

export const agendaSourceOf = (kind: SubjectKind): AgendaSource | undefined => sources.get(kind)
export const agendaSources = (): readonly (readonly [SubjectKind, AgendaSource])[] => [...sources]
