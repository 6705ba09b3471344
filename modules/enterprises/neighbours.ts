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
}

const listeners: FirmListener[] = []

/**
 * Said once, from a `module.ts` or where the program is put together.
 * @returns takes it away again.
 */
export const registerFirmListener = (listener: FirmListener): (() => void) => plugInto(listeners, listener)

/** What a use case tells its neighbours. */
export type FirmNews = Exclude<keyof FirmListener, 'ended'>

export async function tell(tx: Tx, at: Date, tenantId: TenantId, news: FirmNews, firm: HeardFirm): Promise<void> {
  for (const listener of listeners) await listener[news]?.(tx, at, tenantId, firm)
}

export async function tellEnded(tx: Tx, at: Date, tenantId: TenantId, firm: HeardFirm, why: Words): Promise<void> {
  for (const listener of listeners) await listener.ended?.(tx, at, tenantId, firm, why)
}
