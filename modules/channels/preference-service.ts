import { randomInt, timingSafeEqual } from 'node:crypto'
import { fail } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { outsideAddress } from '../../kernel/outgoing/addresses.ts'
import { outgoingUrl } from '../../kernel/outgoing/request.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { minuteMs } from '../../kernel/time/day.ts'
import { phoneOf } from '../people/public.ts'
import type { Subscription } from './adapters/push.ts'
import type { PreferenceView } from './contract.ts'
import type { PersonKind } from './kinds.ts'
import type { Preference } from './making.ts'
import type { ChannelRow } from './outgoing.ts'
import { outsideConsent } from './outside.ts'

export interface Mine {
  readonly tenantId: TenantId
  readonly personId: PersonId
}

interface Row extends Omit<Preference, 'personId'> {
  readonly mail: Buffer | null
  readonly confirmed: boolean
}

/** m***@example.com */
const maskMail = (address: string): string => address.replace(/^(.)[^@]*/, '$1***')

/** How somebody wants to hear; who has said nothing hears inside Liren alone. */
export async function readPreferences(tx: Tx, { tenantId, personId }: Mine, secrets: Secrets): Promise<PreferenceView> {
  const { rows } = await sql<Row>`select ways, quiet_from as "quietFrom", quiet_to as "quietTo",
      urgent_through as "urgentThrough", digest_hour as "digestHour", mail_sealed as mail,
      mail_confirmed_at is not null as confirmed
    from channels.preferences where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  const { rows: open } = await sql<{ kind: PersonKind; publicKey: string | null }>`
    select kind, settings ->> 'publicKey' as "publicKey" from channels.channels
    where tenant_id = ${tenantId} and kind in ('mail', 'sms', 'push') and is_on and ended_at is null`.execute(tx)
  const { rows: browsers } = await sql<{ n: number }>`select count(*)::int as n from channels.browsers
    where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  const row = rows[0]
  const consent = await outsideConsent(tx, { tenantId, personId })
  return {
    ways: { ...row?.ways } as PreferenceView['ways'],
    ...{ quietFrom: row?.quietFrom ?? null, quietTo: row?.quietTo ?? null },
    ...{ urgentThrough: row?.urgentThrough ?? false, digestHour: row?.digestHour ?? null },
    mail: row?.mail ? maskMail(secrets.open(row.mail)) : null,
    mailConfirmed: row?.confirmed ?? false,
    hasPhone: (await phoneOf(tx, secrets, tenantId, personId)) !== null,
    browsers: browsers[0]?.n ?? 0,
    offered: open.map(({ kind }) => kind),
    pushKey: open.find(({ kind }) => kind === 'push')?.publicKey ?? null,
    consent: consent && { ...consent, at: consent.at.toISOString() },
  }
}

type Wanted = Pick<PreferenceView, 'ways' | 'quietFrom' | 'quietTo' | 'urgentThrough' | 'digestHour'>

/** Keeps how somebody wants to hear. What waits already is looked at again before it goes out. */
export async function keepPreferences(
  tx: Tx,
  { tenantId, personId }: Mine,
  { ways, quietFrom, quietTo, urgentThrough, digestHour }: Wanted,
  { lang, at }: { readonly lang: Lang; readonly at: Date },
): Promise<void> {
  if ((quietFrom === null) !== (quietTo === null))
    fail('invalid', 'channels.half_quiet', {
      zh: '免打扰要有开始和结束',
      en: 'Quiet hours have a beginning and an end',
    })
  await sql`insert into channels.preferences (tenant_id, person_id, ways, quiet_from, quiet_to, urgent_through, digest_hour,
      lang, changed_at)
    values (${tenantId}, ${personId}, ${JSON.stringify(ways)}::jsonb, ${quietFrom}, ${quietTo}, ${urgentThrough},
      ${digestHour}, ${lang}, ${at})
    on conflict (tenant_id, person_id) do update set ways = excluded.ways, quiet_from = excluded.quiet_from,
      quiet_to = excluded.quiet_to, urgent_through = excluded.urgent_through, digest_hour = excluded.digest_hour,
      lang = excluded.lang, changed_at = excluded.changed_at`.execute(tx)
}

/** The open channel of a kind to persons, or null. */
export async function channelToPersons(tx: Tx, tenantId: TenantId, kind: PersonKind): Promise<ChannelRow | null> {
  const { rows } = await sql<ChannelRow>`select id, kind, settings, secret_sealed as secret, link_base as "linkBase"
    from channels.channels where tenant_id = ${tenantId} and kind = ${kind} and is_on and ended_at is null`.execute(tx)
  return rows[0] ?? null
}

const codeMs = 10 * minuteMs
const mostTries = 5

export const newMailCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

const hashOf = (secrets: Secrets, personId: PersonId, code: string): Buffer =>
  secrets.lookup('mail code', `${personId} ${code}`)

export function mailAddress(typed: string): string {
  const address = typed.trim()
  if (/^[^@\s<>",;:()[\]\\]{1,64}@[^@\s<>",;:()[\]\\]+\.[^@\s<>",;:()[\]\\.]{2,}$/.test(address)) return address
  return fail('invalid', 'channels.bad_mail', { zh: '邮箱不对', en: 'That is not a mail address' }, [
    { path: 'address', words: { zh: '例如 name@example.com', en: 'Such as name@example.com' } },
  ])
}

/**
 * Takes the turn of this minute: nobody's mailbox is flooded from here, neither by two at once nor where the address is
 * taken away in between.
 */
export async function takeMailTurn(
  tx: Tx,
  { tenantId, personId }: Mine,
  { lang, at }: { readonly lang: Lang; readonly at: Date },
): Promise<void> {
  const { rows } =
    await sql`insert into channels.preferences as p (tenant_id, person_id, lang, code_sent_at, changed_at)
    values (${tenantId}, ${personId}, ${lang}, ${at}, ${at})
    on conflict (tenant_id, person_id) do update set code_sent_at = excluded.code_sent_at
      where p.code_sent_at is null or p.code_sent_at <= ${new Date(at.getTime() - minuteMs)} or p.code_sent_at > ${at}
    returning p.person_id`.execute(tx)
  if (rows.length === 0)
    fail('too_many', 'channels.code_just_sent', {
      zh: '验证码刚发过，请一分钟后再试',
      en: 'A code was just sent. Try again in a minute',
    })
}

/** Keeps an address that is yet to be confirmed, with the code that was mailed; or, for null, takes the address away. */
export async function keepMail(
  tx: Tx,
  { tenantId, personId }: Mine,
  given: { readonly address: string; readonly code: string } | null,
  { secrets, lang, at }: { readonly secrets: Secrets; readonly lang: Lang; readonly at: Date },
): Promise<void> {
  const sealed = given && secrets.seal(given.address)
  const hash = given && hashOf(secrets, personId, given.code)
  const until = given && new Date(at.getTime() + codeMs)
  await sql`insert into channels.preferences (tenant_id, person_id, lang, mail_sealed, code_hash, code_until, changed_at)
    values (${tenantId}, ${personId}, ${lang}, ${sealed}, ${hash}, ${until}, ${at})
    on conflict (tenant_id, person_id) do update set mail_sealed = excluded.mail_sealed, mail_confirmed_at = null,
      code_hash = excluded.code_hash, code_until = excluded.code_until, code_tries = 0, changed_at = excluded.changed_at`.execute(
    tx,
  )
}

/** @returns false for a wrong, old or worn-out code; the try is counted. */
export async function takeMailCode(
  tx: Tx,
  { tenantId, personId }: Mine,
  code: string,
  { secrets, at }: { readonly secrets: Secrets; readonly at: Date },
): Promise<boolean> {
  const { rows } = await sql<{ hash: Buffer | null; until: Date; tries: number }>`
    update channels.preferences set code_tries = code_tries + 1
    where tenant_id = ${tenantId} and person_id = ${personId} and code_hash is not null and code_tries < ${mostTries}
    returning code_hash as hash, code_until as until, code_tries as tries`.execute(tx)
  const row = rows[0]
  if (!row?.hash || row.until < at || !timingSafeEqual(row.hash, hashOf(secrets, personId, code))) return false
  await sql`update channels.preferences set mail_confirmed_at = ${at}, code_hash = null, code_until = null, code_tries = 0
    where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  return true
}

const mostBrowsers = 10

/** A browser names where it is reached: an address that somebody else chose, so it is looked at as any other. */
export const checkBrowser = async ({ endpoint }: Subscription): Promise<void> =>
  void (await outsideAddress(outgoingUrl(endpoint).hostname))

export async function keepBrowser(
  tx: Tx,
  { tenantId, personId }: Mine,
  subscription: Subscription,
  { secrets, at }: { readonly secrets: Secrets; readonly at: Date },
): Promise<void> {
  const hash = secrets.lookup('browser', subscription.endpoint)
  // Whoever signed in last at that browser hears there.
  await sql`insert into channels.browsers (tenant_id, id, person_id, endpoint_hash, subscription_sealed, made_at)
    values (${tenantId}, ${newId()}, ${personId}, ${hash}, ${secrets.seal(JSON.stringify(subscription))}, ${at})
    on conflict (tenant_id, endpoint_hash) do update set person_id = excluded.person_id,
      subscription_sealed = excluded.subscription_sealed, made_at = excluded.made_at`.execute(tx)
  await sql`delete from channels.browsers b where b.tenant_id = ${tenantId} and b.person_id = ${personId} and b.id not in (
    select id from channels.browsers where tenant_id = ${tenantId} and person_id = ${personId}
    order by made_at desc limit ${mostBrowsers})`.execute(tx)
}

export async function forgetBrowsers(tx: Tx, { tenantId, personId }: Mine): Promise<void> {
  await sql`delete from channels.browsers where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
}
