import type { PostId } from '../../../kernel/contract/ids.ts'

/** A live post as the chain sees it. */
export interface Rung {
  readonly id: PostId
  /** From 1 at the door; null beside the chain. */
  readonly chainStep: number | null
  readonly placePath: string
  /** A root answers to nobody: the administrator. */
  readonly root: boolean
}

/** A rung with the one above it. */
export interface HangingRung extends Rung {
  readonly reportsTo: PostId | null
  /** The administrator's own posts are not of the chain. */
  readonly apart: boolean
}

/**
 * Who comes under a new post: those that answered to its superior, stand in its place or below, and on a lower rung, or
 * beside the chain. Nobody comes under a post beside the chain.
 */
export const passingUnder = (
  post: Omit<Rung, 'id' | 'root'>,
  superior: PostId,
  others: readonly HangingRung[],
): PostId[] => {
  const step = post.chainStep
  if (step === null) return []
  return others
    .filter(
      (other) =>
        other.reportsTo === superior &&
        !other.apart &&
        other.placePath.startsWith(post.placePath) &&
        (other.chainStep === null || other.chainStep < step),
    )
    .map(({ id }) => id)
}

/**
 * Whom a post answers to: a higher rung of the chain that covers its place, the nearest place first, then the lowest rung;
 * where there is none, a root. A post beside the chain (a department, a property firm) answers to the chain at its place.
 */
export function superiorOf(post: Omit<Rung, 'id' | 'root'>, others: readonly Rung[]): PostId | null {
  const above = others.filter(
    (other) =>
      !other.root &&
      other.chainStep !== null &&
      post.placePath.startsWith(other.placePath) &&
      (post.chainStep === null || other.chainStep > post.chainStep),
  )
  const [nearest] = above.toSorted(
    (a, b) => b.placePath.length - a.placePath.length || (a.chainStep ?? 0) - (b.chainStep ?? 0),
  )
  return nearest?.id ?? others.find((other) => other.root)?.id ?? null
}
