import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'

/** The layout of an archive; another number is another layout. */
export const archiveFormat = 1

const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Name = Type.String({ pattern: '^[a-z_][a-z0-9_]{0,62}$' })

const Part = Type.Object({
  name: Type.String({ pattern: '^(queue|tables/[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*)\\.copy\\.gz$', maxLength: 100 }),
  /** Lines of COPY text, one a row. */
  rows: Count,
  /** Unpacked. */
  bytes: Count,
  packed: Count,
  /** Of the packed bytes. */
  sha256: Sha256,
})

/** What an archive says of itself; everything in it is held against this before a byte is written anywhere. */
export const Manifest = Type.Object({
  format: Type.Integer(),
  /** Of the Liren that made it. */
  version: Type.String({ maxLength: 40 }),
  postgres: Type.String({ maxLength: 80 }),
  madeAt: Type.String({ maxLength: 40 }),
  migrations: Type.Array(Type.Object({ name: Type.String({ maxLength: 200 }), sha256: Sha256 }), { maxItems: 10_000 }),
  tables: Type.Array(
    Type.Object({ schema: Name, table: Name, columns: Type.Array(Name, { maxItems: 1600 }), part: Part }),
    { maxItems: 10_000 },
  ),
  /** Parts of partitioned tables, with their bounds as PostgreSQL prints them. */
  partitions: Type.Array(
    Type.Object({
      schema: Name,
      table: Name,
      name: Name,
      // Months and the rest; nothing else is ever made into SQL.
      bound: Type.String({ pattern: "^(DEFAULT|FOR VALUES FROM \\('[0-9 :+.-]+'\\) TO \\('[0-9 :+.-]+'\\))$" }),
    }),
    { maxItems: 10_000 },
  ),
  sequences: Type.Array(Type.Object({ schema: Name, name: Name, last: Type.Integer(), called: Type.Boolean() }), {
    maxItems: 1000,
  }),
  queue: Part,
})
export type Manifest = Static<typeof Manifest>
export type Part = Static<typeof Part>

/** What stands last in an archive. */
export const Seal = Type.Object({
  /** SHA-256 of the manifest. */
  manifest: Sha256,
  /** What the secrets of the installation make of it; null: they were not at hand. */
  key: Type.Union([Type.Null(), Sha256]),
  /** SHA-256 of the two. */
  sum: Sha256,
})
export type Seal = Static<typeof Seal>

/** A seal for a manifest of this hash. */
export function sealed(manifest: string, key: string | null): Seal {
  return { manifest, key, sum: createHash('sha256').update(`${manifest} ${key}`).digest('hex') }
}

/** All parts in the order in which they stand. */
export const partsOf = ({ tables, queue }: Manifest): readonly Part[] => [...tables.map(({ part }) => part), queue]

export const isManifest = (value: unknown): value is Manifest => Check(Manifest, value)
export const isSeal = (value: unknown): value is Seal =>
  Check(Seal, value) && sealed(value.manifest, value.key).sum === value.sum
