import { type Db, sql, type Tx } from './db.ts'
import {
  type CipherName,
  type FindKey,
  type FindKeys,
  findKeyOf,
  firstLookupKey,
  markedFindKey,
  openSecrets,
  type Secrets,
} from './secrets.ts'

/** The secrets of an installation, and what becomes of its key of finding. */
export interface LiveSecrets extends Secrets {
  /** A newer key of finding is known than is written under, or an older one is still needed: both are looked up. */
  readonly findsTwice: boolean
  /** Hashes are written under the newest key. */
  readonly findsNewest: boolean
  /** Learns what another process changed. Cheap; a server asks while it finds twice. */
  refresh(): Promise<void>
  /** From now on hashes are written under the newest key. @returns whether rows may stand under an older one. */
  beginFinding(): Promise<boolean>
  /** No row stands under an older key: it is forgotten. */
  endFinding(): Promise<void>
}

/** How often a server asks, in milliseconds, while it finds twice. */
export const askedAnew = 1000

interface Kept {
  readonly lookup: Buffer
  readonly finding: Buffer | null
  readonly before: Buffer | null
}

/** In the place of a key: the one of look-ups that the installation began with. */
const steadyName = 'steady'

/**
 * The secrets of an installation: its newest key, older ones that are still needed, and the keys of look-ups and of
 * finding, which are kept in the database under the newest and change only by `liren keys rotate`.
 * Throws where the database was sealed under a key that is not here.
 */
export async function openRing(
  db: Db,
  [newest, ...old]: readonly [Buffer, ...Buffer[]],
  cipher: CipherName,
): Promise<LiveSecrets> {
  const opening = openSecrets(newest, cipher, { old })
  // Under the oldest key until all is sealed anew: who comes with the newest alone before that is told so, and stopped.
  const oldest = old.at(-1) ?? newest
  const first = openSecrets(oldest, cipher).seal(firstLookupKey(oldest).toString('hex'))
  const kept = await db.tx(async (tx) => {
    await sql`insert into kernel.kept_keys (lookup_sealed) values (${first}) on conflict do nothing`.execute(tx)
    return readKept(tx)
  })
  const lookupKey = Buffer.from(lookupKeyOf(opening, kept.lookup), 'hex')
  const steady: FindKey = { key: lookupKey, mark: null }
  const next = findKeyOf(newest)
  let keys = findKeysOf(kept)
  const ring = openSecrets(newest, cipher, { old, lookupKey, findKeys: () => keys })

  function keyNamed(sealed: Buffer): FindKey {
    const named = opening.open(sealed)
    return named === steadyName ? steady : markedFindKey(Buffer.from(named, 'hex'))
  }

  function findKeysOf({ finding, before }: Kept): FindKeys {
    const current = finding ? keyNamed(finding) : steady
    const others = before ? [keyNamed(before)] : []
    return isNewest(current) ? [current, ...others] : [current, next, ...others]
  }

  /** What the installation began with counts as its first key's own: a new installation has nothing to change. */
  function isNewest({ key, mark }: FindKey): boolean {
    return key.equals(mark ? next.key : firstLookupKey(newest))
  }

  const learn = (now: Kept): void => {
    keys = findKeysOf(now)
  }
  const hexOf = ({ key, mark }: FindKey) => opening.seal(mark ? key.toString('hex') : steadyName)

  return {
    seal: ring.seal,
    open: ring.open,
    lookup: ring.lookup,
    finds: ring.finds,
    mark: ring.mark,
    get findMark() {
      return ring.findMark
    },
    get findsTwice() {
      return keys.length > 1
    },
    get findsNewest() {
      return isNewest(keys[0])
    },
    refresh: async () => learn(await db.read(readKept)),
    beginFinding: async () => {
      const now = await db.tx(async (tx) => {
        const { finding, before } = await readKept(tx, true)
        const current = finding ? keyNamed(finding) : steady
        if (!before && !isNewest(current))
          await sql`update kernel.kept_keys set finding_sealed = ${hexOf(next)},
            finding_before_sealed = ${hexOf(current)}`.execute(tx)
        return readKept(tx)
      })
      learn(now)
      return now.before !== null
    },
    endFinding: async () => {
      const now = await db.tx(async (tx) => {
        await sql`update kernel.kept_keys set finding_before_sealed = null`.execute(tx)
        return readKept(tx)
      })
      learn(now)
    },
  }
}

async function readKept(tx: Tx, locking = false): Promise<Kept> {
  const { rows } = await sql<Kept>`select lookup_sealed as lookup, finding_sealed as finding,
    finding_before_sealed as before from kernel.kept_keys ${locking ? sql`for update` : sql``}`.execute(tx)
  const [kept] = rows
  if (!kept) throw new Error('the keys of look-ups are gone from the database')
  return kept
}

function lookupKeyOf(secrets: Secrets, sealed: Buffer): string {
  try {
    return secrets.open(sealed)
  } catch (error) {
    throw new Error(
      'this database was sealed under another key: give that one as LIREN_KEY, or beside a new one as LIREN_KEY_OLD',
      { cause: error },
    )
  }
}
