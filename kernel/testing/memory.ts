import { statfs } from 'node:fs/promises'

/** Where Linux keeps files in memory. */
export const memory = '/dev/shm'

const enoughBytes = 4 * 1024 ** 3

/** Whether a folder is there and has 4 GiB left: more than a run of the tests takes. */
export async function hasRoom(folder: string): Promise<boolean> {
  const room = await statfs(folder).catch(() => null)
  return room !== null && room.bavail * room.bsize >= enoughBytes
}
