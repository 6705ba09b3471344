import { createHash } from 'node:crypto'

const sha256 = (...parts: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

// Leaves and nodes are hashed with different first bytes, so that a node can never be passed off as a leaf.
const leafMark = Buffer.of(0)
const nodeMark = Buffer.of(1)

/**
 * The Merkle tree hash of RFC 6962 §2.1, grown leaf by leaf: it keeps one hash a level, whatever the number of leaves.
 * With such a root one leaf can later be proved to belong to it without showing the others.
 */
export class MerkleTree {
  #left: { hash: Buffer; leaves: number }[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  add(leaf: Buffer): void {
    let node = { hash: sha256(leafMark, leaf), leaves: 1 }
    for (let last = this.#left.at(-1); last?.leaves === node.leaves; last = this.#left.at(-1)) {
      node = { hash: sha256(nodeMark, last.hash, node.hash), leaves: last.leaves * 2 }
      this.#left.pop()
    }
    this.#left.push(node)
    this.#size++
  }

  /** 32 bytes; of an empty tree the hash of nothing. */
  root(): Buffer {
    const [last, ...lefts] = this.#left.toReversed()
    if (!last) return sha256()
    return lefts.reduce((right, left) => sha256(nodeMark, left.hash, right), last.hash)
  }
}
