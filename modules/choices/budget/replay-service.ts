import { notFound } from '../../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { faultOf } from './ballot.ts'
import { type Casting, sealedOf } from './ballot-service.ts'
import { type BallotChannel, ballotObstacle } from './budget.ts'
import { itemsOf, shareBudget } from './budget-store.ts'
import type { BudgetId, VoterId } from './tables.ts'
import { phoneKey } from './voter-key.ts'

/** A ballot that is played back, of somebody with a phone or on the register. */
export interface PlayedBallot {
  readonly voter: { readonly phone: string } | { readonly voterId: VoterId }
  readonly channel: BallotChannel
  readonly marks: readonly number[]
  readonly seed: string
}

/**
 * Many ballots of one day at once, for a demo or a move from another system: the same rows as voting one by one writes.
 * @returns how many were taken; of somebody who has voted none is
 */
export async function castMany(
  tx: Tx,
  { tenantId, secrets, at }: Omit<Casting, 'actor'>,
  id: BudgetId,
  ballots: readonly PlayedBallot[],
): Promise<number> {
  const budget = await shareBudget(tx, tenantId, sql`b.id = ${id}`)
  const { public_key: publicKey, state, closes_on: closesOn, kind, most } = budget
  if (ballotObstacle({ state, closesOn }, dayOf(at)) || !publicKey) return notFound()
  const items = (await itemsOf(tx, budget)).length
  const { rows: register } = await sql<{ id: VoterId; key: Buffer }>`select id, voter_key as key
    from choices.budget_register where tenant_id = ${tenantId} and budget_id = ${id}`.execute(tx)
  const registered = new Map(register.map(({ id: voterId, key }) => [voterId, key]))
  const keyOf = ({ voter }: PlayedBallot) =>
    'phone' in voter ? phoneKey(secrets, id, voter.phone) : registered.get(voter.voterId)
  const valid = ballots.filter(({ marks }) => faultOf({ kind, most, items }, marks) === null)
  const cast = valid.flatMap((ballot) => {
    const key = keyOf(ballot)
    return key ? [{ key, channel: ballot.channel, ...sealedOf(secrets, { id, publicKey }, ballot) }] : []
  })
  const { rows } = await sql<{ voter_key: Buffer }>`insert into choices.budget_voters
      (tenant_id, budget_id, voter_key, voted_on, channel)
    select ${tenantId}, ${id}, one.key, ${dayOf(at)}::date, one.channel
    from unnest(${cast.map(({ key }) => key)}::bytea[], ${cast.map(({ channel }) => channel)}::text[]) as one (key, channel)
    on conflict do nothing returning voter_key`.execute(tx)
  const taken = new Set(rows.map(({ voter_key }) => voter_key.toString('hex')))
  const box = cast.filter(({ key }) => taken.delete(key.toString('hex')))
  await sql`insert into choices.budget_sealed (tenant_id, budget_id, digest, sealed)
    select ${tenantId}, ${id}, one.digest, one.sealed
    from unnest(${box.map(({ digest }) => digest)}::bytea[], ${box.map(({ sealed }) => sealed)}::bytea[])
      as one (digest, sealed) order by one.digest`.execute(tx)
  return box.length
}
