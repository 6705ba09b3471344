import { randomInt } from 'node:crypto'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { type QuestionEvent, type QuestionEventName, questionEvents, questionStream } from './events.ts'
import { type Doing, keeping, readerScopeSql } from './scope.ts'
import type { QuestionId, QuestionRecord } from './tables.ts'

/** A question that is being changed, its row locked, in the name of a post that keeps its place. */
export interface Held {
  readonly question: QuestionRecord
  readonly doing: Doing
}

/** For who keeps the place; 404 out of their places, 403 for who only reads. */
export async function lockKept(tx: Tx, asked: Doing, id: QuestionId): Promise<Held> {
  const { rows } = await sql<QuestionRecord>`select q.* from choices.questions q where q.tenant_id = ${asked.tenantId}
    and q.id = ${id} and ${readerScopeSql(asked.actor, sql`q.place_path`)} for no key update of q`.execute(tx)
  const question = rows[0] ?? notFound()
  return { question, doing: keeping(asked, question.place_path) }
}

/** By the code of its notice; drafts are for their keepers alone. */
export async function questionByCode(tx: Tx, tenantId: TenantId, code: string): Promise<QuestionRecord> {
  const { rows } = await sql<QuestionRecord>`select * from choices.questions where tenant_id = ${tenantId}
    and code = ${code.toUpperCase()} and announced_at is not null`.execute(tx)
  return rows[0] ?? notFound()
}

export async function tell(
  tx: Tx,
  { tenantId, at, by }: Pick<Doing, 'tenantId' | 'at' | 'by'>,
  { id, matter }: Pick<QuestionRecord, 'id' | 'matter'>,
  name: QuestionEventName,
  payload: Omit<QuestionEvent, 'questionId' | 'matter'> = {},
): Promise<void> {
  await record<QuestionEvent>(tx, {
    ...{ tenantId, at, actor: by },
    stream: questionStream(id),
    type: questionEvents[name],
    payload: { questionId: id, matter, ...payload },
  })
}

/** The hash by which words in a row are known to be those that were said. */
export const hashOf = (words: string): string => requestHash(words).toString('hex')

/** The words of a question that its owners decide on; a change of any is seen in the hash. */
export const wordsHash = (of: Pick<QuestionRecord, 'title' | 'words' | 'matter' | 'basis' | 'follow_rule'>): string =>
  requestHash([of.title, of.words, of.matter, of.basis, of.follow_rule]).toString('hex')

/** Letters and digits that cannot be taken for each other when read aloud. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const newCode = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')
