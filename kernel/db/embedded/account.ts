import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'

/** A user and group by number. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const nobody: Account = { uid: 65_534, gid: 65_534 }

/**
 * The account that PostgreSQL must run as, or undefined when ours will do. PostgreSQL refuses to run as root, so root
 * lends it an account that exists: the one that owns the cluster already, else `nobody`.
 * @param cluster the cluster's folder; it need not exist.
 */
export async function accountFor(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(cluster)) {
    const { uid, gid } = await stat(cluster)
    if (uid !== 0) return { uid, gid }
  }
  return nobodyIn(await readFile('/etc/passwd', 'utf8').catch(() => ''))
}

/** The numbers of `nobody` in the text of a passwd file; 65534 where it is not named. */
export function nobodyIn(passwd: string): Account {
  const [, , uid, gid] = passwd.match(/^nobody:.*$/m)?.[0].split(':') ?? []
  // macOS writes -2; the system calls want the unsigned form.
  return uid && gid && Number(uid) !== 0 ? { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 } : nobody
}
