import { randomInt } from 'node:crypto'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { foldWidth } from '../../../kernel/text/normalise.ts'
import type { Doing } from '../scope.ts'
import type { FacilityId, PassId, PassRecord } from '../tables.ts'
import type { MakeBody, myPasses, PassView, VisitorView } from './contract.ts'
import { keptDays, mostLivePasses, passState } from './pass.ts'
import { compoundsOf } from './residence-service.ts'

/** 128 bits that nobody guesses, from the key: never stored. */
const tokenOf = (secrets: Secrets, id: PassId): string =>
  secrets.lookup('facilities.pass', id).subarray(0, 16).toString('base64url')

const tokenLookup = (secrets: Secrets, token: string): Buffer => secrets.lookup('facilities.pass_token', token)
const digitsLookup = (secrets: Secrets, digits: string): Buffer => secrets.lookup('facilities.pass_digits', digits)

/** How a code is found: the token of the address in the QR code, or eight digits as typed; null for anything else. */
export function codeSql(secrets: Secrets, scanned: string) {
  const text = foldWidth(scanned).trim()
  const token = /(?:^|\/p\/)([A-Za-z0-9_-]{22})$/.exec(text)?.[1]
  if (token) return sql`p.token_lookup = ${tokenLookup(secrets, token)}`
  const digits = text.replace(/[\s-]/g, '')
  return /^[0-9]{8}$/.test(digits) ? sql`p.digits_lookup = ${digitsLookup(secrets, digits)}` : null
}

const hourMs = 3_600_000
/** Tries to find digits that nobody has; with a million passes the first one fails once in a hundred times. */
const tries = 8

/** A resident makes a pass for gates of a compound where they live. */
export async function makePass(tx: Tx, doing: Doing, body: MakeBody): Promise<PassView> {
  const { tenantId, actor, at, secrets } = doing
  const home = (await compoundsOf(tx, tenantId, actor.personId)).find(({ id }) => id === body.compoundId)
  if (!home) return notFound()
  await checkGates(tx, tenantId, home.id, body.gateIds)
  // One maker at a time, so that two phones together stay within the limit.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`facilities.passes ${actor.personId}`}, 0))`.execute(tx)
  const fromAt = body.fromAt ? new Date(Math.max(Date.parse(body.fromAt), at.getTime())) : at
  const untilAt = new Date(fromAt.getTime() + body.hours * hourMs)
  if (fromAt.getTime() > at.getTime() + keptDays * 24 * hourMs) {
    const words = { zh: '开始时间请在 30 天以内', en: 'Let it begin within 30 days' }
    fail('invalid', 'facilities.bad_from', words, [{ path: 'fromAt', words }])
  }
  if ((await countLive(tx, doing)) >= mostLivePasses)
    fail('refused', 'facilities.too_many_passes', {
      zh: `最多同时有 ${mostLivePasses} 个通行码，请先取消不用的`,
      en: `At most ${mostLivePasses} passes at a time. Please cancel one that is not needed`,
    })
  const id = newId<'pass'>()
  const label = body.label?.trim() || null
  for (let tried = 0; tried < tries; tried++) {
    const digits = String(randomInt(100_000_000)).padStart(8, '0')
    const { rows } =
      await sql`insert into facilities.passes (tenant_id, id, person_id, compound_id, gate_ids, kind, from_at,
        until_at, label_sealed, digits_sealed, digits_lookup, token_lookup, created_at)
      values (${tenantId}, ${id}, ${actor.personId}, ${home.id}, ${body.gateIds}::uuid[], ${body.kind}, ${fromAt}, ${untilAt},
        ${label ? secrets.seal(label) : null}, ${secrets.seal(digits)}, ${digitsLookup(secrets, digits)},
        ${tokenLookup(secrets, tokenOf(secrets, id))}, ${at})
      on conflict (tenant_id, digits_lookup) do nothing returning id`.execute(tx)
    if (rows.length > 0) return (await passesOf(tx, doing, sql`p.id = ${id}`))[0] ?? notFound()
  }
  return fail('unavailable', 'facilities.no_digits', { zh: '请再试一次', en: 'Please try once more' })
}

async function checkGates(tx: Tx, tenantId: TenantId, compoundId: string, gateIds: readonly FacilityId[]) {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from facilities.facilities
    where tenant_id = ${tenantId} and compound_id = ${compoundId} and kind = 'gate' and to_on is null
      and id = any(${[...gateIds]}::uuid[])`.execute(tx)
  const words = { zh: '请选本小区在用的道闸', en: 'Please choose gates of the compound that are in service' }
  if (rows[0]?.n !== gateIds.length) fail('invalid', 'facilities.bad_gates', words, [{ path: 'gateIds', words }])
}

const liveSql = (at: Date) =>
  sql`p.cancelled_at is null and p.until_at > ${at} and not (p.kind = 'once' and p.used_at is not null)`

async function countLive(tx: Tx, { tenantId, actor, at }: Doing): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from facilities.passes p
    where p.tenant_id = ${tenantId} and p.person_id = ${actor.personId} and ${liveSql(at)}`.execute(tx)
  return rows[0]?.n ?? 0
}

type PassSource = PassRecord & {
  readonly compound: PassView['compound']
  readonly gates: PassView['gates']
}

const passSql = sql`select p.*, json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as compound,
    (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name) order by f.name), '[]')
      from facilities.facilities f where f.tenant_id = p.tenant_id and f.id = any(p.gate_ids)) as gates
  from facilities.passes p
  join places.places_view c on c.tenant_id = p.tenant_id and c.id = p.compound_id`

const stateNow = (pass: PassRecord, at: Date) =>
  passState(
    {
      kind: pass.kind,
      fromAt: pass.from_at,
      untilAt: pass.until_at,
      usedAt: pass.used_at,
      cancelledAt: pass.cancelled_at,
    },
    at,
  )

const shownPasses = 60

/** The actor's own passes, live ones first. */
async function passesOf(tx: Tx, { tenantId, actor, at, secrets }: Doing, which = sql`true`): Promise<PassView[]> {
  const { rows } = await sql<PassSource & { uses: PassView['uses'] }>`with own as (${passSql}
      where p.tenant_id = ${tenantId} and p.person_id = ${actor.personId} and ${which})
    select own.*, (select coalesce(json_agg(json_build_object('at', k.at, 'gate', f.name, 'allowed', k.allowed,
        'reason', k.reason) order by k.at desc), '[]')
      from facilities.pass_checks k join facilities.facilities f on f.tenant_id = k.tenant_id and f.id = k.facility_id
      where k.tenant_id = own.tenant_id and k.pass_id = own.id) as uses
    from own order by created_at desc, id desc limit ${shownPasses}`.execute(tx)
  const shown = rows.map((pass) => ({
    ...{ id: pass.id, kind: pass.kind, compound: pass.compound, gates: pass.gates },
    ...{ token: tokenOf(secrets, pass.id), digits: secrets.open(pass.digits_sealed), state: stateNow(pass, at) },
    label: pass.label_sealed ? secrets.open(pass.label_sealed) : null,
    ...{ fromAt: pass.from_at.toISOString(), untilAt: pass.until_at.toISOString() },
    uses: pass.uses.map((use) => ({ ...use, at: new Date(use.at).toISOString() })),
  }))
  return shown.toSorted((a, b) => Number(b.state === 'live') - Number(a.state === 'live'))
}

/** Where I live with its gates, what I asked for, and my passes. */
export async function mine(tx: Tx, doing: Doing): Promise<ResponseOf<typeof myPasses>> {
  const { tenantId, actor } = doing
  const homes = await compoundsOf(tx, tenantId, actor.personId)
  const { rows: gates } = await sql<{ id: FacilityId; name: string; compound: string }>`
    select id, name, compound_id as compound from facilities.facilities where tenant_id = ${tenantId} and kind = 'gate'
      and to_on is null and compound_id = any(${homes.map(({ id }) => id)}::uuid[]) order by name`.execute(tx)
  const { rows: asked } = await sql<ResponseOf<typeof myPasses>['asked'][number]>`
    select distinct on (r.compound_id) r.state, r.why,
      json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as place
    from facilities.residences r join places.places_view c on c.tenant_id = r.tenant_id and c.id = r.compound_id
    where r.tenant_id = ${tenantId} and r.person_id = ${actor.personId} order by r.compound_id, r.asked_at desc`.execute(
    tx,
  )
  return {
    homes: homes.map((home) => ({
      ...home,
      gates: gates.filter(({ compound }) => compound === home.id).map(({ id, name }) => ({ id, name })),
    })),
    asked: asked.filter(({ state }) => state === 'asked' || state === 'refused'),
    passes: await passesOf(tx, doing),
    live: await countLive(tx, doing),
  }
}

/** Nobody else's; a second time nothing happens. */
export async function cancelPass(tx: Tx, { tenantId, actor, at }: Doing, id: PassId): Promise<void> {
  const { rows } = await sql`update facilities.passes set cancelled_at = coalesce(cancelled_at, ${at})
    where tenant_id = ${tenantId} and id = ${id} and person_id = ${actor.personId} returning id`.execute(tx)
  if (rows.length === 0) notFound()
}

/** What the visitor sees. */
export async function visitorView(
  tx: Tx,
  { tenantId, secrets, at }: { readonly tenantId: TenantId; readonly secrets: Secrets; readonly at: Date },
  token: string,
): Promise<VisitorView> {
  const { rows } = await sql<PassSource>`${passSql} where p.tenant_id = ${tenantId}
    and p.token_lookup = ${tokenLookup(secrets, token)}`.execute(tx)
  const pass = rows[0] ?? notFound()
  return {
    ...{ kind: pass.kind, compound: pass.compound, state: stateNow(pass, at) },
    digits: secrets.open(pass.digits_sealed),
    ...{ fromAt: pass.from_at.toISOString(), untilAt: pass.until_at.toISOString() },
    gates: pass.gates.map(({ name }) => name),
  }
}
