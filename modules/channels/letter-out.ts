import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { PersonMessage } from './adapters/adapter.ts'
import { type Answering, sendMail } from './adapters/mail.ts'
import type { SettingsOf } from './kinds.ts'
import { type ChannelRow, openChannel } from './outgoing.ts'

async function mailRow(tx: Tx, tenantId: TenantId): Promise<ChannelRow | undefined> {
  const { rows } = await sql<ChannelRow>`select id, kind, settings, secret_sealed as secret, link_base as "linkBase"
    from channels.channels where tenant_id = ${tenantId} and kind = 'mail' and is_on and ended_at is null`.execute(tx)
  return rows[0]
}

/** The address that mail of the office comes from; null: it sends none. */
export async function mailFrom(tx: Tx, tenantId: TenantId): Promise<string | null> {
  const row = await mailRow(tx, tenantId)
  return row ? (row.settings as SettingsOf<'mail'>).from : null
}

/** One letter to somebody outside who wrote first. */
interface LetterOut extends Omit<PersonMessage, 'link'> {
  readonly to: string
  readonly answering: Answering
  /** Behind the address of this Liren, with its slash. */
  readonly path: string
}

/**
 * How letters go out now; null: there is no mail channel. What it gives sends one outside of any transaction, and throws
 * where it was not taken.
 */
export async function sendLetter(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
): Promise<((letter: LetterOut) => Promise<void>) | null> {
  const row = await mailRow(tx, tenantId)
  if (!row) return null
  const opened = openChannel(row, secrets)
  return ({ to, answering, path, ...message }) =>
    sendMail(opened, to, { ...message, link: `${row.linkBase}${path}` }, answering)
}
