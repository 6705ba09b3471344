import { totalmem } from 'node:os'

const mebibyte = 2 ** 20

/** What this program may take: of the machine, or less where a container is held to less. */
export function memoryHere(): number {
  const held = process.constrainedMemory()
  return held > 0 ? Math.min(held, totalmem()) : totalmem()
}

/**
 * What a new cluster's postgresql.conf holds, where the owner may change it: for a mini PC, or a server, on which Liren runs
 * as well. Of the memory an eighth is PostgreSQL's own (its manual, "Resource Consumption", takes a quarter of a machine that
 * does nothing else), between 192 MB and 8 GB, and half is what it may expect the system to keep of its files.
 * @param memory bytes that the machine, or the container, has.
 */
export function firstSettings(memory: number): Readonly<Record<string, string>> {
  const share = (of: number, least: number, most: number) =>
    `${Math.round(Math.min(Math.max(memory / of / mebibyte, least), most))}MB`
  return {
    shared_buffers: share(8, 192, 8_192),
    max_connections: '200',
    work_mem: '8MB',
    maintenance_work_mem: share(64, 64, 1_024),
    effective_cache_size: share(2, 1_024, 1_048_576),
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  }
}
