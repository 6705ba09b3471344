// One book in a process of its own, as `liren import households` takes it, so that its memory can be told from the bench's.
import { text } from 'node:stream/consumers'
import type { TenantId } from '../kernel/contract/ids.ts'
import { openDb } from '../kernel/db.ts'
import { openSecrets } from '../kernel/secrets.ts'
import { importBook } from '../modules/households/public.ts'

/** What is asked on standard input, and what is answered on standard output. */
export interface ImportOnce {
  readonly url: string
  readonly tenantId: TenantId
  readonly file: string
}
export interface ImportedOnce {
  readonly new: number
  readonly wrong: number
  /** From the opening of the file until the last row is committed. */
  readonly seconds: number
  /** Of the process, at its peak. */
  readonly peakMiB: number
}

const { url, tenantId, file } = JSON.parse(await text(process.stdin)) as ImportOnce
const db = openDb({ url, connections: 3 })
const began = performance.now()
const book = { kind: 'households', tenantId, file, placePath: '/' } as const
const counts = await importBook(
  { db, clock: { now: () => new Date() }, secrets: openSecrets(Buffer.alloc(32, 7)) },
  book,
)
const seconds = (performance.now() - began) / 1000
await db.close()
const peakMiB = process.resourceUsage().maxRSS / 1024
const told: ImportedOnce = { new: counts.new, wrong: counts.wrong, seconds, peakMiB }
process.stdout.write(JSON.stringify(told))
