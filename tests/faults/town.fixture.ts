import { readKey } from '../../kernel/config.ts'
import { openEmbedded } from '../../kernel/db/embedded/embedded.ts'
import { type Db, openDb } from '../../kernel/db.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { type PersonKey, smallTown, type Town } from '../../kernel/testing/town.ts'
import { saveDefaults } from '../../modules/matters/rules-store.ts'
import { startSession } from '../../modules/people/public.ts'

/** The small town in a data folder, as an installation that has been set up. */
export interface InstalledTown {
  readonly town: Town
  /** A cookie for each person that was asked for. */
  readonly cookies: Readonly<Partial<Record<PersonKey, string>>>
}

/** Fills a data folder that was migrated before. */
export async function installTown(dataDir: string, signedIn: readonly PersonKey[]): Promise<InstalledTown> {
  const secrets = openSecrets(await readKey({}, dataDir))
  return withDatabase(dataDir, async (db) => {
    const town = await smallTown(db, { secrets })
    await db.tx((tx) => saveDefaults(tx, { tenantId: town.tenantId, validFrom: town.since, authorId: null }))
    const cookies: Partial<Record<PersonKey, string>> = {}
    for (const key of signedIn) {
      const session = { tenantId: town.tenantId, personId: town.persons[key], ip: '127.0.0.1', userAgent: 'faults' }
      const { token } = await db.tx((tx) => startSession(tx, session, new Date()))
      cookies[key] = `${sessionCookie}=${token}`
    }
    return { town, cookies }
  })
}

/** Joins the database of a data folder for a while. */
export async function withDatabase<T>(dataDir: string, work: (db: Db) => Promise<T>): Promise<T> {
  const embedded = await openEmbedded({ dataDir })
  const db = openDb({ url: embedded.url, connections: 2 })
  try {
    return await work(db)
  } finally {
    await db.close()
    await embedded.leave()
  }
}
