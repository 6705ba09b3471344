import { type Db, sql } from './db.ts'
import { type CipherName, firstLookupKey, openSecrets, type Secrets } from './secrets.ts'

/**
 * The secrets of an installation: its newest key, older ones that are still needed, and the key of look-ups, which stays
 * while the others change and is kept in the database under the newest.
 * Throws where the database was sealed under a key that is not here.
 */
export async function openRing(
  db: Db,
  [newest, ...old]: readonly [Buffer, ...Buffer[]],
  cipher: CipherName,
): Promise<Secrets> {
  const opening = openSecrets(newest, cipher, { old })
  // Under the oldest key until all is sealed anew: who comes with the newest alone before that is told so, and stopped.
  const oldest = old.at(-1) ?? newest
  const first = openSecrets(oldest, cipher).seal(firstLookupKey(oldest).toString('hex'))
  const sealed = await db.tx(async (tx) => {
    await sql`insert into kernel.kept_keys (lookup_sealed) values (${first}) on conflict do nothing`.execute(tx)
    const { rows } = await sql<{ sealed: Buffer }>`select lookup_sealed as sealed from kernel.kept_keys`.execute(tx)
    return rows[0]?.sealed ?? first
  })
  return openSecrets(newest, cipher, { old, lookupKey: Buffer.from(lookupKeyOf(opening, sealed), 'hex') })
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
