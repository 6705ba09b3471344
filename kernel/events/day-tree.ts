import { createHash } from 'node:crypto'
import { MerkleTree } from './merkle.ts'

/** Where a stream stood when a day ended. */
export interface StreamHead {
  readonly stream: string
  readonly seq: number
  readonly hash: Buffer
}

/** What happened on one day of one tenant: a tree over the heads of the streams that moved, in the order of their names. */
export class DayTree {
  #tree = new MerkleTree()
  #events = 0

  get events(): number {
    return this.#events
  }

  get streams(): number {
    return this.#tree.size
  }

  /** @param events how many the stream took on that day. */
  add({ stream, seq, hash }: StreamHead, events: number): void {
    this.#tree.add(Buffer.concat([Buffer.from(`${stream}\n${seq}\n`, 'utf8'), hash]))
    this.#events += events
  }

  /** The day's root takes in the one before it, so that no earlier checkpoint can be changed or taken away unseen. */
  rootAfter(previous: Buffer | null): Buffer {
    return createHash('sha256')
      .update(previous ?? Buffer.alloc(0))
      .update(this.#tree.root())
      .digest()
  }
}
