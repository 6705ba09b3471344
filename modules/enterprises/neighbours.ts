import type { GridId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { plugInto } from '../../kernel/plug.ts'
import type { FirmId } from './shapes.ts'

/** A firm as those who hear of it need it. */
export interface HeardFirm {
  readonly id: FirmId
  readonly name: string
  readonly placeId: PlaceId
  readonly placePath: string
  readonly gridId: GridId | null
  readonly tags: readonly string[]
  readonly keyFirm: boolean
}

/**
 * Who must act in the same transaction when something happens to a firm (visits makes its dues). Called when it takes
 * effect: of a planned move on its day, by the tick.
 */
export interface FirmListener {
  registered?(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm): Promise<void>
  movedIn?(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm): Promise<void>
  becameKey?(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm): Promise<void>
  /** Name, place, grid or tags. */
  changed?(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm): Promise<void>
  /** Left, closed, or merged into another. */
  ended?(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm, why: Words): Promise<void>
  /** Active again, of which `ended` was told: it came back after it had left, or its merge was undone. */
  returned?(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm, after: Absence): Promise<void>
  /** An import was undone that told something of the firm at `importedAt`: it is as it was before. */
  importUndone?(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm, undone: Undone): Promise<void>
  /** The firm goes from the register, for the import that brought it was undone; what was worked out about it must go. */
  withdrawn?(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm): Promise<void>
  /** Which of these firms somebody has done something with, so that they cannot simply go. */
  restingOn?(tx: Tx, tenantId: TenantId, firmIds: readonly FirmId[]): Promise<readonly FirmId[]>
}

/** Why a firm that is there again was not. */
export type Absence = 'leaving' | 'merge'

export interface Undone {
  readonly importedAt: Date
  readonly why: Words
}

const listeners: FirmListener[] = []

/**
 * Said once, from a `module.ts` or where the program is put together.
 * @returns takes it away again.
 */
export const registerFirmListener = (listener: FirmListener): (() => void) => plugInto(listeners, listener)

/** What a use case tells its neighbours. */
export type FirmNews = 'registered' | 'movedIn' | 'becameKey' | 'changed'

export async function tell(tx: Tx, at: Date, tenantId: TenantId, news: FirmNews, firm: HeardFirm): Promise<void> {
  for (const listener of listeners) await listener[news]?.(tx, at, tenantId, firm)
}

export async function tellEnded(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm, why: Words): Promise<void> {
  for (const listener of listeners) await listener.ended?.(tx, at, tenantId, firm, why)
}

export async function tellReturned(
  tx: Tx,
  at: Date,
  tenantId: TenantId,
  firm: HeardFirm,
  after: Absence,
): Promise<void> {
  for (const listener of listeners) await listener.returned?.(tx, at, tenantId, firm, after)
}

export async function tellUndone(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm, undone: Undone): Promise<void> {
  for (const listener of listeners) {
    await listener.changed?.(tx, at, tenantId, firm)
    await listener.importUndone?.(tx, at, tenantId, firm, undone)
  }
}

export async function tellWithdrawn(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm): Promise<void> {
  for (const listener of listeners) await listener.withdrawn?.(tx, at, tenantId, firm)
}

/** Which of these firms somebody has done something with, in any module. */
export async function restingOn(tx: Tx, tenantId: TenantId, firmIds: readonly FirmId[]): Promise<FirmId[]> {
  const found = new Set<FirmId>()
  if (firmIds.length === 0) return []
  for (const listener of listeners)
    for (const id of (await listener.restingOn?.(tx, tenantId, firmIds)) ?? []) found.add(id)
  return [...found]
}
