import { randomInt } from 'node:crypto'
import { fail } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { countExported } from '../../kernel/exports/mark.ts'
import { dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import { fewestInPicture } from './consultation.ts'
import { type Doing, lockManaged, tell } from './consultation-store.ts'
import type { ConsultationId, ConsultationRecord } from './tables.ts'

interface LastVote {
  readonly person: number
  readonly statement: number
  readonly vote: number
  readonly at: Date
}

/**
 * `votes.csv` of a Polis export: timestamp (seconds), datetime, comment-id, voter-id, vote (agreeing +1). Of each voter the
 * last vote on every statement that is shown. Voters are numbered by chance, anew each time, and of an instant the day is
 * told alone: who saw a neighbour vote at ten past nine does not find the row. Who knows several votes of somebody still
 * might: so it is for those who asked, after the end, where as many took part as a picture needs; and the ledger keeps it.
 */
export async function votesFile(tx: Tx, doing: Doing, id: ConsultationId): Promise<Buffer> {
  const held = await lockManaged(tx, doing, id)
  const { of } = held
  if (of.state !== 'closed' && of.state !== 'answered')
    fail('refused', 'consultations.still_open', {
      zh: '协商结束后才能导出表态记录',
      en: 'The votes can be exported once the consultation is over',
    })
  const votes = await lastVotes(tx, of)
  const numbers = shuffled(new Set(votes.map(({ person }) => person)))
  if (numbers.size < fewestInPicture)
    fail('refused', 'consultations.too_few', {
      zh: `参加的人不足 ${fewestInPicture} 位，为保护隐私不导出`,
      en: `Fewer than ${fewestInPicture} took part: to protect them nothing is exported`,
    })
  await tell(tx, held, 'votes_exported', { votes: votes.length, people: numbers.size })
  countExported(votes.length)
  const rows = votes
    .map(({ person, statement, vote, at }) => ({ voter: numbers.get(person) ?? 0, statement, vote, at }))
    .sort((a, b) => a.voter - b.voter || a.statement - b.statement)
  const lines = rows.map(({ voter, statement, vote, at }) => {
    const day = new Date(startOfDayMs(dayNumberOf(at)))
    // The log has −1 for agreeing, as the method is published; the file has +1. From 0, so that nobody reads −0.
    return `${day.getTime() / 1000},${day.toISOString()},${statement},${voter},${0 - vote}`
  })
  return Buffer.from(`${['timestamp,datetime,comment-id,voter-id,vote', ...lines].join('\n')}\n`)
}

async function lastVotes(tx: Tx, of: ConsultationRecord): Promise<readonly LastVote[]> {
  const { rows } = await sql<LastVote>`select distinct on (v.participant, v.statement)
      v.participant as person, v.statement, v.vote, v.at
    from consultations.votes v
    join consultations.statements s on s.tenant_id = v.tenant_id and s.consultation_id = v.consultation_id
      and s.number = v.statement and s.state = 'shown'
    where v.tenant_id = ${of.tenant_id} and v.consultation_id = ${of.id}
    order by v.participant, v.statement, v.seq desc`.execute(tx)
  return rows
}

/** Each of them with another number from 0, by chance (Fisher and Yates). */
function shuffled(of: ReadonlySet<number>): ReadonlyMap<number, number> {
  const order = [...of]
  for (let i = order.length - 1; i > 0; i--) {
    const j = randomInt(i + 1)
    const [a, b] = [order[i] ?? 0, order[j] ?? 0]
    order[i] = b
    order[j] = a
  }
  return new Map(order.map((person, number) => [person, number]))
}
