/** How a household can be met; `away`: nobody opened, which reaches nobody. */
export const ways = ['door', 'gathering', 'talk', 'away'] as const
export type Way = (typeof ways)[number]

export const reaches = (way: Way): boolean => way !== 'away'

export interface Tick {
  readonly roomId: string
  readonly how: Way
}

export interface Reach {
  readonly reached: number
  readonly addressed: number
}

/**
 * Households reached ÷ households addressed. A household is a room; one counts once, whatever the number of ways, and
 * however often the places that are addressed overlap. Ticks of rooms that are not addressed count nothing.
 */
export function reachOf(rooms: readonly string[], ticks: readonly Tick[]): Reach {
  const addressed = new Set(rooms)
  const reached = new Set(ticks.filter(({ roomId, how }) => reaches(how) && addressed.has(roomId)).map((t) => t.roomId))
  return { reached: reached.size, addressed: addressed.size }
}
