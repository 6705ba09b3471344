import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MerkleTree } from './merkle.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

/** The definition of RFC 6962 §2.1, word for word. */
function definition(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (!only) return sha256(Buffer.alloc(0))
  if (leaves.length === 1) return sha256(Buffer.concat([Buffer.of(0), only]))
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(Buffer.concat([Buffer.of(1), definition(leaves.slice(0, k)), definition(leaves.slice(k))]))
}

const treeOf = (leaves: readonly Buffer[]) => {
  const tree = new MerkleTree()
  for (const leaf of leaves) tree.add(leaf)
  return tree
}

it('is the tree hash of RFC 6962', () => {
  const leaf = fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes))
  fc.assert(
    fc.property(fc.array(leaf, { maxLength: 70 }), (leaves) => {
      const tree = treeOf(leaves)
      expect(tree.size).toBe(leaves.length)
      expect(tree.root().toString('hex')).toBe(definition(leaves).toString('hex'))
    }),
  )
})

it('knows the published root of the empty tree and of one empty leaf', () => {
  expect(treeOf([]).root().toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(
    treeOf([Buffer.alloc(0)])
      .root()
      .toString('hex'),
  ).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
})
