import { createHash } from 'node:crypto'
import { fail } from '../contract/errors.ts'
import type { TenantId } from '../contract/ids.ts'
import { type Db, sql, type Tx } from '../db.ts'
import type { Secrets } from '../secrets.ts'

export interface CommandKey {
  readonly tenantId: TenantId
  readonly key: string
  /** Who sent it, so that one person cannot read another's answers. */
  readonly sender: string
  readonly endpoint: string
  readonly request: unknown
  /** `commandHash` of this installation. */
  readonly hash: (request: unknown) => Buffer
}

/** A command that is a part of another: its key follows from that one's, so that a retry of the whole retries each part. */
export function partOf(command: CommandKey | null, part: string, request: unknown): CommandKey | null {
  if (!command) return null
  const hex = createHash('sha256').update(`${command.key} ${part}`).digest('hex').slice(0, 32)
  return { ...command, key: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), request }
}

/** As `runOnce`, for answers that hold what is sealed wherever it is kept: a code, a name. */
export async function runOnceSealed<T>(
  db: Db,
  secrets: Secrets,
  command: CommandKey | null,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { sealed } = await runOnce(db, command, async (tx) => ({
    sealed: secrets.seal(JSON.stringify((await work(tx)) ?? null)).toString('base64'),
  }))
  return JSON.parse(secrets.open(Buffer.from(sealed, 'base64'))) as T
}

/** A hash of what was said, not keyed: of words that stand in clear beside it. */
export const requestHash = (request: unknown): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(request) ?? '')
    .digest()

/** The hash by which a retry is told from another request; keyed, so that nobody finds a telephone number by trying them all. */
export const commandHash =
  (secrets: Pick<Secrets, 'lookup'>): CommandKey['hash'] =>
  (request) =>
    secrets.lookup('kernel.command', requestHash(request).toString('hex'))

/** Runs `work` once for a key: in its transaction the answer is kept, and a retry reads it back. */
export async function runOnce<T>(db: Db, command: CommandKey | null, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!command) return db.tx(work)
  const earlier = await db.read((tx) => earlierAnswer<T>(tx, command))
  if (earlier) return earlier.answer
  try {
    return await db.tx(async (tx) => {
      const answer = await work(tx)
      await keepAnswer(tx, command, answer)
      return answer
    })
  } catch (error) {
    // The same command, sent before and cut off on its way back, may have been committed while we worked: then ours was
    // rolled back, be it for the key or because the thing had changed under us, and theirs is the answer.
    const theirs = await db.read((tx) => earlierAnswer<T>(tx, command))
    if (!theirs) throw error
    return theirs.answer
  }
}

/** The kept answer of a key, or null; refuses a key that was used for something else. */
export async function earlierAnswer<T>(tx: Tx, command: CommandKey): Promise<{ answer: T } | null> {
  const { rows } = await sql<{ answer: T; sender: string; endpoint: string; request_hash: Buffer }>`
    select answer, sender, endpoint, request_hash from kernel.commands
    where tenant_id = ${command.tenantId} and key = ${command.key}`.execute(tx)
  const row = rows[0]
  if (!row) return null
  refuseReusedKey(command, { ...row, hash: row.request_hash.toString('hex') })
  return { answer: row.answer }
}

/** Refuses a key under which something else was answered before. */
export function refuseReusedKey(
  command: CommandKey,
  earlier: { sender: string; endpoint: string; hash: string },
): void {
  // What was kept before hashes were keyed is told as it was then.
  const hashes = [command.hash(command.request), requestHash(command.request)]
  const same =
    earlier.sender === command.sender &&
    earlier.endpoint === command.endpoint &&
    hashes.some((hash) => hash.toString('hex') === earlier.hash)
  if (!same)
    fail('conflict', 'kernel.key_reused', {
      zh: '这个提交编号已用于另一次提交，请刷新后再试',
      en: 'This submission key was already used for something else. Reload and try again.',
    })
}

/** Keeps the answer of a command in its own transaction. */
export async function keepAnswer(tx: Tx, command: CommandKey, answer: unknown): Promise<void> {
  await sql`insert into kernel.commands (tenant_id, key, sender, endpoint, request_hash, answer)
    values (${command.tenantId}, ${command.key}, ${command.sender}, ${command.endpoint},
      ${command.hash(command.request)}, ${JSON.stringify(answer ?? null)}::jsonb)`.execute(tx)
}
