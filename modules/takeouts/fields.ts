import type { Words } from '../../kernel/contract/words.ts'

// What a full export makes of a column. What no line here says follows from the column's type; bytes that no line names
// stay behind, so that a new secret does not leave by itself.

/** Sealed columns that are opened where somebody with the right gives a reason. */
const opened = new Set([
  'people.persons.phone_sealed',
  'people.handovers.note_sealed',
  'channels.preferences.mail_sealed',
  'matters.matters.reporter_name_sealed',
  'matters.matters.reporter_phone_sealed',
  'matters.matters.answers_sealed',
  'visits.remarks.words_sealed',
  'visits.difficulties.words_sealed',
  'gatherings.entries.name_sealed',
  'enterprises.contacts.name_sealed',
  'enterprises.contacts.phone_sealed',
  'employment.seekers.name_sealed',
  'employment.seekers.phone_sealed',
  'employment.seekers.words_sealed',
  'ideas.ideas.author_name_sealed',
  'ideas.ideas.author_phone_sealed',
  'choices.owners.name_sealed',
  'choices.owners.phone_sealed',
  'choices.budget_register.name_sealed',
  'choices.budget_register.phone_sealed',
  'facilities.residences.home_sealed',
  'facilities.passes.label_sealed',
  'households.entries.value_sealed',
  'households.entries.words_sealed',
  'households.notes.words_sealed',
  'households.wishes.words_sealed',
  'neighbours.wishes.name_sealed',
  'neighbours.wishes.phone_sealed',
  'neighbours.wishes.words_sealed',
  'neighbours.offers_heard.why_sealed',
  'neighbours.pairings.quiet_why_sealed',
  'neighbours.pairings.volunteer_note_sealed',
  'neighbours.pairings.helped_note_sealed',
  'neighbours.contacts.words_sealed',
  'neighbours.hours_objections.words_sealed',
  'neighbours.hours_objections.answer_sealed',
  'letters.letters.content_sealed',
  'stations.bookings.name_sealed',
  'stations.sharers.contact_sealed',
  'stations.sharers.phone_sealed',
  'stations.waits.name_sealed',
  'privacy.requests.words_sealed',
  'privacy.requests.answer_sealed',
])

const secret: Words = { zh: '密码或密钥，从不导出', en: 'a password or key: never taken out' }
const confidential: Words = {
  zh: '调解保密，只在卷宗里、由当事的调解员打开',
  en: 'mediation is confidential: opened in its bound file alone, by who mediates',
}
const inFile: Words = {
  zh: '导入文件的名称和表头，或证明文件',
  en: 'names and headers of files on their way in, or papers that were given out',
}

/** Columns that never leave, sealed or not, and why. */
const closed: ReadonlyMap<string, Words> = new Map([
  ['people.accounts.password_hash', secret],
  ['people.accounts.totp_sealed', secret],
  ['people.oidc_settings.secret_sealed', secret],
  ['channels.channels.secret_sealed', secret],
  ['facilities.devices.secret_sealed', secret],
  ['facilities.passes.digits_sealed', secret],
  ['incoming.systems.key_sealed', secret],
  ['incoming.systems.former_sealed', secret],
  ['letters.mailboxes.password_sealed', secret],
  ['choices.budgets.key_sealed', secret],
  ['households.imports.sheet_sealed', inFile],
  ['people.roster_imports.sheet_sealed', inFile],
  ['places.imports.sheet_sealed', inFile],
  ['neighbours.certificates.document_sealed', inFile],
  ['neighbours.certificates.snapshot_sealed', inFile],
])

/** Bytes that are checksums, or marks of ballots that were opened: written in hexadecimal. */
const checksums = new Set([
  'kernel.events.hash',
  'kernel.streams.hash',
  'kernel.checkpoints.root',
  'files.files.sha256',
  'takeouts.takeouts.sha256',
  'choices.budgets.public_key',
  'choices.budget_receipts.digest',
  'choices.budget_ballots.marks',
])

export type Treatment =
  | { readonly is: 'plain' | 'number' | 'instant' | 'day' | 'json' | 'hex' | 'opened' }
  | { readonly is: 'closed'; readonly why: Words }
  | { readonly is: 'left' }

export interface Column {
  readonly name: string
  /** As PostgreSQL names it. */
  readonly type: string
  /** `schema.table` that it points to, if it alone (beside the tenant) does. */
  readonly refers: string | null
}

const numbers = new Set(['smallint', 'integer', 'bigint', 'real', 'double precision'])

/** What is made of a column of a table (`schema.table`). */
export function treatmentOf(table: string, { name, type }: Column): Treatment {
  const full = `${table}.${name}`
  const why = closed.get(full)
  if (why) return { is: 'closed', why }
  if (type === 'bytea') {
    if (opened.has(full)) return { is: 'opened' }
    if (checksums.has(full)) return { is: 'hex' }
    if (name.endsWith('_sealed') && table.startsWith('mediation.')) return { is: 'closed', why: confidential }
    return { is: 'left' }
  }
  if (numbers.has(type)) return { is: 'number' }
  if (type === 'timestamp with time zone') return { is: 'instant' }
  if (type === 'date') return { is: 'day' }
  if (type === 'jsonb' || type === 'json' || type.endsWith('[]') || type === 'point') return { is: 'json' }
  return { is: 'plain' }
}

/** Sealed columns that somebody has decided upon; a test holds them against the database. */
export const decided: readonly string[] = [...opened, ...closed.keys()]
