import type { Actor } from '../../kernel/actor.ts'
import type { GridId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { plugAt } from '../../kernel/plug.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { SubjectKind } from './rule.ts'

/** Where in a building somebody lives or works: the staircase (单元), the floor (negative below ground), the room. */
export interface Stairs {
  readonly unit: string
  readonly floor: number
  readonly room: string
}

/** Whom we visit, as the module that knows them tells. */
export interface VisitSubject {
  readonly kind: SubjectKind
  readonly id: string
  readonly name: string
  readonly placeId: PlaceId
  readonly placePath: string
  readonly gridId: GridId | null
  readonly tags: readonly string[]
  /** Null or left out where nobody knows, or where the building is walked as one. */
  readonly stairs?: Stairs | null
}

export type SubjectRef = Pick<VisitSubject, 'kind' | 'id'>

/** Somebody to ask for; name and phone are masked. */
export interface VisitContact {
  readonly id: string
  readonly name: string
  readonly duty: string | null
  readonly phone: string | null
}

/** What a module that owns a kind of subject answers for the call form. */
export interface SubjectSource {
  contacts(tx: Tx, secrets: Secrets, tenantId: TenantId, id: string): Promise<readonly VisitContact[]>
  /** One contact in full; null where there is none. */
  reveal(
    tx: Tx,
    secrets: Secrets,
    tenantId: TenantId,
    id: string,
    contactId: string,
  ): Promise<{ readonly name: string; readonly phone: string | null } | null>
  /** Whether somebody is a contact of it, or was: a phone may tell late of a call to one who left since. */
  hasContact(tx: Tx, tenantId: TenantId, id: string, contactId: string): Promise<boolean>
  /** The keys of facts that are known at an instant, by subject: their questions are not asked. */
  known?(tx: Tx, tenantId: TenantId, ids: readonly string[], at: Date): Promise<ReadonlyMap<string, readonly string[]>>
  /** Whether somebody who sees a due may also see whom to ask for, what was said, and the photos; left out: yes. */
  isInCharge?(actor: Actor, where: { readonly placePath: string; readonly gridId: GridId | null }): boolean
}

const sources = new Map<SubjectKind, SubjectSource>()

/**
 * The module that owns a kind of subject says here, from its `module.ts`, how its contacts are found.
 * @returns puts back what was registered before.
 */
export const registerVisitSubject = (kind: SubjectKind, source: SubjectSource): (() => void) =>
  plugAt(sources, kind, source)

export const sourceOf = (kind: SubjectKind): SubjectSource | undefined => sources.get(kind)

/** Whether somebody who sees a due may see what is personal about its subject. */
export const seesPersonal = (
  actor: Actor,
  due: { readonly subject_kind: SubjectKind; readonly place_path: string; readonly grid_id: GridId | null },
): boolean =>
  sourceOf(due.subject_kind)?.isInCharge?.(actor, { placePath: due.place_path, gridId: due.grid_id }) ?? true
