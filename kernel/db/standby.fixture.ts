import { chmod, chown, cp, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { clusterAt, startCluster, stopCluster } from './embedded/cluster.ts'

/** A standby of an embedded cluster, streaming from it. */
export interface RunningStandby {
  /** As the owner; as the superuser. */
  readonly url: string
  readonly superuser: string
  start(): Promise<void>
  stop(): Promise<void>
}

/** The superuser of an embedded cluster. */
export const superuserOf = (url: string) => url.replace('//liren@', '//postgres@')

/**
 * Copies a cluster that runs and lets the copy follow it. (The embedded PostgreSQL brings no `pg_basebackup`.)
 * @param url the first, as its owner, reached by a socket. @param dataDir an empty folder.
 */
export async function startStandby(first: { dataDir: string; url: string }, dataDir: string): Promise<RunningStandby> {
  const from = join(first.dataDir, 'postgres')
  const settings = { fsync: 'off', primary_conninfo: `'host=${from} user=postgres'` }
  const cluster = await clusterAt(dataDir, { door: 'socket', settings })
  const client = new pg.Client({ connectionString: superuserOf(first.url) })
  await client.connect()
  try {
    await client.query(`select pg_backup_start('standby', true)`)
    await cp(from, cluster.folder, { recursive: true, filter: (path) => !/postmaster\.(pid|opts)$|PGSQL/.test(path) })
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await writeFile(join(cluster.folder, 'backup_label'), rows[0]?.labelfile ?? '')
    await writeFile(join(cluster.folder, 'standby.signal'), '')
  } finally {
    await client.end()
  }
  const { account } = cluster
  // As the account of PostgreSQL it must be able to walk to the other's socket.
  for (const folder of account ? [dirname(first.dataDir), first.dataDir] : []) await chmod(folder, 0o711)
  if (account)
    for (const name of ['', ...(await readdir(cluster.folder, { recursive: true }))])
      await chown(join(cluster.folder, name), account.uid, account.gid)
  const url = first.url.replaceAll(encodeURIComponent(from), encodeURIComponent(cluster.folder))
  const running: RunningStandby = {
    ...{ url, superuser: superuserOf(url) },
    start: () => startCluster(cluster),
    stop: async () => {
      await stopCluster(cluster)
      await rm(join(cluster.folder, 'postmaster.pid'), { force: true })
    },
  }
  await running.start()
  return running
}
