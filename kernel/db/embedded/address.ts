import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'

/** How this process reaches a cluster. */
export interface Address {
  url(database: string): string
  dispose(): Promise<void>
}

/** Linux takes 107 bytes for a socket's path, macOS 103. */
const longestSocketPath = 103

/**
 * The address of a cluster. Where the folder's path is too long for a socket, it is reached by a short link in the
 * system's folder for temporary files, ours alone (its name cannot be foreseen by others).
 */
export async function addressOf({ folder, door }: Pick<Cluster, 'folder' | 'door'>): Promise<Address> {
  if (door.kind === 'loopback') {
    return {
      url: (database) => `postgresql://liren:${door.password}@127.0.0.1:${door.port}/${database}`,
      dispose: async () => {},
    }
  }
  if (fits(folder)) return { url: (database) => socketUrl(folder, database), dispose: async () => {} }
  const shelf = await mkdtemp(join(fits(join(tmpdir(), 'liren-XXXXXX', 'd')) ? tmpdir() : '/tmp', 'liren-'))
  const link = join(shelf, 'd')
  await symlink(folder, link)
  return {
    url: (database) => socketUrl(link, database),
    dispose: () => rm(shelf, { recursive: true, force: true }),
  }
}

const fits = (folder: string) => Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= longestSocketPath

const socketUrl = (folder: string, database: string) =>
  `postgresql://liren@/${database}?host=${encodeURIComponent(folder)}`
