import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { type PairingId, pairingEvents } from './events.ts'

interface Standing {
  readonly id: string
  readonly told: Record<string, unknown> | null
  readonly stands: Record<string, unknown>
}

const kinds = [
  ['volunteers', 'volunteers:'],
  ['teams', 'teams:'],
  ['wishes', 'wishes:'],
  ['pairings', 'pairings:'],
  ['offers_heard', 'offers_heard:'],
] as const

/** Holds volunteers, teams, wishes and pairings against the columns that the ledger set, and recounts contacts and members. */
export const verifyNeighbours: Verify = async (verifying) => {
  const counted: Record<string, number> = {}
  for (const [table, prefix] of kinds) counted[table] = await verifyTable(verifying, table, prefix)
  await verifyContacts(verifying)
  await verifyMembers(verifying)
  return counted
}

/** Folds the sets of every stream, oldest first, in one query: there are as many streams as rows. */
async function verifyTable({ tx, tenantId, report }: Verifying, table: string, prefix: string): Promise<number> {
  const { rows } = await sql<Standing>`select t.id, to_jsonb(t) as stands,
      (select jsonb_object_agg(s.key, s.value) from (
        select distinct on (k.key) k.key, k.value from kernel.events_view e
        cross join lateral jsonb_each(e.payload -> 'set') k
        where e.tenant_id = t.tenant_id and e.stream = ${prefix} || t.id::text and e.payload ? 'set'
        order by k.key, e.seq desc) s) as told
    from ${sql.table(`neighbours.${table}`)} t where t.tenant_id = ${tenantId} order by t.id`.execute(tx)
  for (const { id, stands, told } of rows) {
    const what = differs(plain(stands), told ? plain(told) : undefined)
    if (what) report({ check: `neighbours.${table}`, stream: `${prefix}${id}`, what })
  }
  return rows.length
}

/** The same instant is written in more than one way. */
const plain = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) =>
      name.endsWith('_at') && typeof value === 'string' ? [name, new Date(value).toISOString()] : [name, value],
    ),
  )

async function verifyContacts({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<{ id: PairingId; stand: number; told: number }>`select p.id,
      (select count(*)::int from neighbours.contacts c where c.tenant_id = p.tenant_id and c.pairing_id = p.id) as stand,
      (select count(*)::int from kernel.events_view e where e.tenant_id = p.tenant_id
        and e.stream = 'pairings:' || p.id::text and e.type = ${pairingEvents.contacted}) as told
    from neighbours.pairings p where p.tenant_id = ${tenantId}`.execute(tx)
  for (const { id, stand, told } of rows)
    if (stand !== told)
      report({
        check: 'neighbours.contacts',
        stream: `pairings:${id}`,
        what: `${stand} contacts stand, the ledger says ${told}`,
      })
}

const after = { member_asked: 'asked', member_joined: 'member', member_refused: 'refused', member_left: 'left' }

async function verifyMembers({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<{ id: string; team: string; state: string; last: string | null }>`select m.id,
      m.team_id as team, m.state, (select e.type from kernel.events_view e where e.tenant_id = m.tenant_id
        and e.stream = 'teams:' || m.team_id::text and e.payload ->> 'memberId' = m.id::text
        and e.type = any(${Object.keys(after).map((name) => `neighbours.${name}`)}::text[])
        order by e.seq desc limit 1) as last
    from neighbours.members m where m.tenant_id = ${tenantId}`.execute(tx)
  for (const { id, team, state, last } of rows) {
    const told = after[(last ?? '').replace('neighbours.', '') as keyof typeof after]
    if (told !== state)
      report({ check: 'neighbours.members', stream: `teams:${team}`, what: `member ${id} is ${state}, not ${told}` })
  }
}
