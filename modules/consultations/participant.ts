import { randomBytes } from 'node:crypto'
import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { ConsultationRecord } from './tables.ts'

/** Who takes part: the person who is signed in, else the device by a secret that stays in its browser. */
export interface Voter {
  readonly personId: PersonId | null
  readonly device: string | null
}

interface Asking {
  readonly actor: { readonly personId: PersonId } | null
  readonly cookies: {
    get(name: string): string | undefined
    set(name: string, value: string, maxAgeSeconds: number): void
  }
}

const cookie = 'liren_voter'
const form = /^[\w-]{43}$/
const lastsSeconds = 400 * 24 * 3600

/** The voter of a request; a browser where nobody is signed in is given its secret. */
export function voterOf({ actor, cookies }: Asking): Voter & { readonly device: string | null } {
  const known = cookies.get(cookie)
  if (known && form.test(known)) return { personId: actor?.personId ?? null, device: known }
  if (actor) return { personId: actor.personId, device: null }
  const device = randomBytes(32).toString('base64url')
  cookies.set(cookie, device, lastsSeconds)
  return { personId: null, device }
}

/**
 * What stands for a voter in one consultation: keyed hashes, others in every consultation, so that the tables alone
 * do not say who voted, nor what one person said in two of them.
 */
export function keysOf(secrets: Secrets, of: Pick<ConsultationRecord, 'id'>, { personId, device }: Voter) {
  return {
    person: personId && secrets.lookup('consultations.person', `${of.id}\n${personId}`),
    device: device && secrets.lookup('consultations.device', `${of.id}\n${device}`),
  }
}

export type VoterKeys = ReturnType<typeof keysOf>

/** The number of a participant; null who has not taken part yet. What a device did before its owner signed in is theirs. */
export async function participantOf(tx: Tx, of: ConsultationRecord, keys: VoterKeys): Promise<number | null> {
  // Two looks into unique indexes; as one condition with "or" it may come to reading all participants.
  const one = sql`tenant_id = ${of.tenant_id} and consultation_id = ${of.id}`
  const { rows } = await sql<{ number: number }>`select number from (
      select number, 1 as turn from consultations.participants where ${one} and person_key = ${keys.person}
      union all
      select number, 2 from consultations.participants where ${one} and device_key = ${keys.device}) found
    order by turn limit 1`.execute(tx)
  return rows[0]?.number ?? null
}

/** The same for somebody who takes part now: numbered on, or their device's earlier self taken over. Call with the head locked. */
export async function takePart(tx: Tx, of: ConsultationRecord, keys: VoterKeys): Promise<number> {
  const known = await participantOf(tx, of, keys)
  if (known !== null) {
    if (keys.person)
      await sql`update consultations.participants set person_key = ${keys.person}, device_key = null
        where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} and number = ${known}
          and person_key is null`.execute(tx)
    return known
  }
  const { rows } = await sql<{ number: number }>`with head as (
      update consultations.heads set people = people + 1
      where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} returning people - 1 as number)
    insert into consultations.participants (tenant_id, consultation_id, number, person_key, device_key)
    select ${of.tenant_id}, ${of.id}, number, ${keys.person}, ${keys.person ? null : keys.device} from head
    returning number`.execute(tx)
  return rows[0]?.number ?? 0
}

/** Whoever adds a vote, a statement or a participant comes one after the other. */
export async function lockHead(tx: Tx, of: Pick<ConsultationRecord, 'tenant_id' | 'id'>): Promise<Head> {
  const { rows } = await sql<Head>`select votes, people, statements, moderations from consultations.heads
    where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} for no key update`.execute(tx)
  return rows[0] ?? { votes: 0, people: 0, statements: 0, moderations: 0 }
}

export interface Head {
  readonly votes: number
  readonly people: number
  readonly statements: number
  readonly moderations: number
}
