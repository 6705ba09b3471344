import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema } from '../../kernel/contract/ids.ts'

const mailboxParams = Type.Object({ mailboxId: idSchema<'mailbox'>() })
const letterParams = Type.Object({ letterId: idSchema<'letter'>() })
const text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength })

const server = {
  host: text(200),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  /** `none` on the machine itself alone. */
  security: Type.Enum(['tls', 'starttls', 'none']),
  user: text(200),
  folder: text(200),
}

const settings = {
  name: Type.String({ minLength: 2, maxLength: 60, pattern: '\\S' }),
  /** The mailbox's own address. */
  address: Type.String({ minLength: 3, maxLength: 200, pattern: '^[^@\\s<>",;]+@[^@\\s<>",;]+$' }),
  ...server,
  placeId: idSchema<'place'>(),
  kind: text(60),
  category: Type.String({ maxLength: 60 }),
}

export const MailboxView = Type.Object({
  id: idSchema<'mailbox'>(),
  name: Type.String(),
  address: Type.String(),
  host: Type.String(),
  port: Type.Integer(),
  security: Type.Enum(['tls', 'starttls', 'none']),
  user: Type.String(),
  folder: Type.String(),
  place: Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() }),
  kind: Type.String(),
  category: Type.String(),
  madeAt: Instant,
  madeBy: Type.String(),
  pausedAt: nullable(Instant),
  endedAt: nullable(Instant),
  checkedAt: nullable(Instant),
  /** What is wrong, as `Fault` of imap.ts; null: nothing. */
  fault: nullable(Type.String()),
  /** Of the last 30 days. */
  filed: Type.Integer(),
  added: Type.Integer(),
  ignored: Type.Integer(),
})
export type MailboxView = Static<typeof MailboxView>

export const listMailboxes = endpoint({
  id: 'letters.mailboxes',
  method: 'GET',
  path: '/api/letters/mailboxes',
  summary: { zh: '来信邮箱', en: 'Mailboxes that are read' },
  response: Type.Object({ mailboxes: Type.Array(MailboxView), sendsReceipts: Type.Boolean() }),
})

export const makeMailbox = endpoint({
  id: 'letters.make_mailbox',
  method: 'POST',
  path: '/api/letters/mailboxes',
  summary: { zh: '接入邮箱', en: 'Connect a mailbox' },
  body: Type.Object({ ...settings, password: text(500) }),
  response: Type.Object({ id: idSchema<'mailbox'>() }),
})

export const changeMailbox = endpoint({
  id: 'letters.change_mailbox',
  method: 'POST',
  path: '/api/letters/mailboxes/:mailboxId',
  summary: { zh: '修改邮箱', en: 'Change a mailbox' },
  params: mailboxParams,
  /** Without a password the one before stays. */
  body: Type.Object({ ...settings, password: Type.Optional(text(500)) }),
  response: Done,
})

export const pauseMailbox = endpoint({
  id: 'letters.pause_mailbox',
  method: 'POST',
  path: '/api/letters/mailboxes/:mailboxId/pause',
  summary: { zh: '暂停或恢复邮箱', en: 'Pause a mailbox, or let it go on' },
  params: mailboxParams,
  body: Type.Object({ paused: Type.Boolean() }),
  response: Done,
})

export const endMailbox = endpoint({
  id: 'letters.end_mailbox',
  method: 'DELETE',
  path: '/api/letters/mailboxes/:mailboxId',
  summary: { zh: '停用邮箱', en: 'End a mailbox' },
  params: mailboxParams,
  response: Done,
})

/** Opens a mailbox with what was typed; nothing is read or kept. */
export const tryMailbox = endpoint({
  id: 'letters.try_mailbox',
  method: 'POST',
  path: '/api/letters/try',
  summary: { zh: '试连邮箱', en: 'Try a mailbox' },
  body: Type.Object({
    ...server,
    password: Type.Optional(text(500)),
    /** Whose password is used where none is typed. */
    mailboxId: Type.Optional(idSchema<'mailbox'>()),
  }),
  response: Type.Object({
    /** Null: it opens. */
    fault: nullable(Type.String()),
    /** Letters in the folder. */
    letters: Type.Integer(),
  }),
})

export const LetterView = Type.Object({
  id: idSchema<'letter'>(),
  mailbox: Type.String(),
  at: Instant,
  reason: Type.String(),
  /** Masked. */
  from: Type.String(),
  subject: Type.String(),
  words: Type.String(),
  attached: Type.Array(Type.String()),
})
export type LetterView = Static<typeof LetterView>

/** Letters that wait, the newest first. */
export const listLetters = endpoint({
  id: 'letters.waiting',
  method: 'GET',
  path: '/api/letters',
  summary: { zh: '待处理的来信', en: 'Letters that wait' },
  query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
  response: Type.Object({ letters: Type.Array(LetterView), total: Type.Integer() }),
})

export const fileLetter = endpoint({
  id: 'letters.file',
  method: 'POST',
  path: '/api/letters/:letterId/file',
  summary: { zh: '登记为事项', en: 'Make a matter of a letter' },
  params: letterParams,
  body: Type.Object({}),
  response: Type.Object({ matterId: idSchema<'matter'>() }),
})

export const dismissLetter = endpoint({
  id: 'letters.dismiss',
  method: 'POST',
  path: '/api/letters/:letterId/dismiss',
  summary: { zh: '不登记这封来信', en: 'Let a letter be' },
  params: letterParams,
  body: Type.Object({}),
  response: Done,
})
