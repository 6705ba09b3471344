import { execFile } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A disk of its own, in memory, that can be filled to the last byte. */
export interface SmallDisk {
  readonly folder: string
  /** Leaves not one byte. */
  fill(): Promise<void>
  /** Gives back what `fill` took. */
  makeRoom(): Promise<void>
  remove(): Promise<void>
}

/**
 * Needs the right to mount: root's. `npm run faults` mounts it for anybody else, in a namespace of its own, and says where.
 * @returns why not, where one may not.
 */
export async function smallDisk(megabytes: number): Promise<SmallDisk | { readonly refused: string }> {
  const given = process.env.LIREN_SMALL_DISK
  if (given) return diskAt(given, async () => {})
  const folder = await mkdtemp(join(tmpdir(), 'liren-small-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'liren-small-disk', folder])
  } catch (error) {
    await rm(folder, { recursive: true })
    return { refused: `no disk can be mounted here: ${error instanceof Error ? error.message.trim() : String(error)}` }
  }
  return diskAt(folder, async () => {
    await run('umount', ['--lazy', folder])
    await rm(folder, { recursive: true, force: true })
  })
}

function diskAt(folder: string, remove: () => Promise<void>): SmallDisk {
  const ballast = join(folder, 'ballast')
  return { folder, fill: () => fillWith(ballast), makeRoom: () => rm(ballast, { force: true }), remove }
}

async function fillWith(path: string): Promise<void> {
  const file = await open(path, 'a')
  try {
    // Ever smaller pieces, until not a page more fits; what others free meanwhile is taken as well.
    for (let size = 1 << 20; size >= 4096; )
      try {
        const { bytesWritten } = await file.write(Buffer.alloc(size, 1))
        if (bytesWritten < size) size /= 2
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        size /= 2
      }
  } finally {
    await file.close()
  }
}
