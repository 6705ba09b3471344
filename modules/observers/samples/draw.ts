import { createHash } from 'node:crypto'

/** Names how a sample was drawn; a new way gets a new name. */
export const drawMethod = 'sha256-order-1'

const rankOf = (seed: string, id: string): string => createHash('sha256').update(`${seed}:${id}`).digest('hex')

/**
 * Draws `size` of the ids by a seed: they are put in the order of SHA-256(`<seed>:<id>`), in hexadecimal, and the first
 * are taken. Anybody with the seed and the ids can repeat it with any tool that knows SHA-256; the order in which the ids
 * come makes no difference, and a larger sample holds the smaller one of the same seed.
 */
export function draw<Id extends string>(ids: readonly Id[], seed: string, size: number): Id[] {
  return [...new Set(ids)]
    .map((id) => ({ id, rank: rankOf(seed, id) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .slice(0, size)
    .map(({ id }) => id)
}
