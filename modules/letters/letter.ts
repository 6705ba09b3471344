import PostalMime, { type Email } from 'postal-mime'
import { beginningOf } from '../../kernel/text/beginning.ts'
import { ownWords, plainOfHtml } from './plain.ts'

/** Bytes of a letter that are read at most; of a larger one only its head. */
export const mostBytes = 12 * 1_048_576
const mostParts = 400
/** Each line of a letter costs something; one of 12 MB with lines of 76 signs, as mail has them, has 160,000. */
const mostLines = 250_000
const deepest = 20
const mostHeaderBytes = 256 * 1024
/** Pictures of a letter that are kept. */
const mostPictures = 5
/** Signs of its text, or of its HTML, that are read: what a person writes stands at the beginning. */
const mostRead = 300_000
/** Letters (signs) of a matter's words. */
const longest = 3600

/** Why a letter is let be: nobody wrote it to be answered. */
type Ignored = 'auto' | 'bounce' | 'list' | 'own' | 'flood'
/** Why a letter waits for somebody of the office. */
type Waiting =
  | 'no_text'
  | 'too_large'
  | 'too_many_parts'
  | 'unreadable'
  | 'no_sender'
  | 'over_rate'
  | 'foreign_reply'
  | 'refused'
export type Reason = Ignored | Waiting

/** What is kept of a letter while it is needed. */
export interface Content {
  readonly from: string
  readonly name: string
  readonly subject: string
  readonly words: string
  /** Names of what was attached and is not kept. */
  readonly attached: readonly string[]
  readonly messageId: string
}

export interface Letter {
  readonly content: Content
  /** Null: to be taken. */
  readonly obstacle: Reason | null
  /** As they came; the picture gate has not seen them yet. */
  readonly pictures: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

const nothing: Content = { from: '', name: '', subject: '', words: '', attached: [], messageId: '' }

/**
 * Reads a letter as it came. Never throws: one that cannot be read is one that waits.
 * @param whole false: these are its headers alone, the letter is larger than is read.
 * @param own addresses of ours, in lower case.
 */
export async function readLetter(source: Uint8Array, whole: boolean, own: ReadonlySet<string>): Promise<Letter> {
  const branches = holdsMore(source, '\n--', mostParts)
  const long = !whole || holdsMore(source, '\n', mostLines)
  const read = branches || long ? headOf(source) : source
  let email: Email
  try {
    email = await parse(read)
  } catch {
    email = await parse(headOf(source)).catch(() => ({ headers: [], headerLines: [], attachments: [] }))
    return { content: contentOf(email), obstacle: unwanted(email, own) ?? 'unreadable', pictures: [] }
  }
  const content = contentOf(email)
  const obstacle =
    unwanted(email, own) ??
    (content.from === '' ? 'no_sender' : null) ??
    (long ? 'too_large' : null) ??
    (branches ? 'too_many_parts' : null) ??
    ([...content.words].length < 4 && [...content.subject].length < 4 ? 'no_text' : null)
  const pictures = obstacle ? [] : picturesIn(email).slice(0, mostPictures)
  const kept = new Set(pictures.map(({ name }) => name))
  return { content: { ...content, attached: content.attached.filter((name) => !kept.has(name)) }, obstacle, pictures }
}

const parse = (source: Uint8Array): Promise<Email> =>
  PostalMime.parse(source, {
    ...{ maxNestingDepth: deepest, maxHeadersSize: mostHeaderBytes, maxRfc822NestingDepth: 2 },
    ...{ rfc822Attachments: true, attachmentEncoding: 'arraybuffer' },
  })

/** Whether `what` stands in it more than `most` times: lines, and those that can part it, are counted before it is read. */
function holdsMore(source: Uint8Array, what: string, most: number): boolean {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  let count = 0
  for (let at = bytes.indexOf(what); at >= 0 && count <= most; at = bytes.indexOf(what, at + what.length)) count += 1
  return count > most
}

/** The headers alone. */
function headOf(source: Uint8Array): Uint8Array {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  const ends = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].filter((at) => at >= 0)
  return bytes.subarray(0, Math.min(...ends, mostHeaderBytes - 1, bytes.length))
}

function contentOf(email: Email): Content {
  const from = email.from?.address?.trim().toLowerCase() ?? ''
  const read = (text = '') => text.slice(0, mostRead)
  const said = ownWords(read(email.text)) || plainOfHtml(read(email.html))
  return {
    ...nothing,
    from: /^[^@\s<>",;]+@[^@\s<>",;]+$/.test(from) && from.length <= 200 ? from : '',
    name: line(email.from?.name ?? '', 40),
    subject: line(email.subject ?? '', 200),
    words: beginningOf(ownWords(said), longest),
    attached: email.attachments
      .filter(({ disposition, filename }) => disposition === 'attachment' || filename)
      .slice(0, 20)
      .map(({ filename, mimeType }) => line(filename ?? mimeType, 80)),
    messageId: line(email.messageId ?? '', 300),
  }
}

const line = (text: string, letters: number): string =>
  beginningOf(text.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ').trim(), letters)

const picturesIn = (email: Email): Letter['pictures'] =>
  email.attachments.flatMap(({ filename, mimeType, content, disposition, related }) =>
    // Pictures inside a letter's HTML are logos and signatures as often as not: only those that are large count.
    mimeType.startsWith('image/') &&
    content instanceof ArrayBuffer &&
    (disposition === 'attachment' || !related || content.byteLength > 30_000)
      ? [{ name: line(filename ?? mimeType, 80), bytes: new Uint8Array(content) }]
      : [],
  )

/** Whether nobody wrote it to be answered (RFC 3834, RFC 3464, RFC 2919): taking it could make two machines write to each other. */
function unwanted(email: Email, own: ReadonlySet<string>): Ignored | null {
  const header = (name: string): string | undefined =>
    email.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase()
  const from = email.from?.address?.trim().toLowerCase() ?? ''
  if (own.has(from)) return 'own'
  const type = header('content-type') ?? ''
  if (type.startsWith('multipart/report') || /^(mailer-daemon|postmaster)(@|$)/.test(from)) return 'bounce'
  if (header('return-path') === '<>' || header('x-failed-recipients') !== undefined) return 'bounce'
  if ((header('auto-submitted') ?? 'no') !== 'no' || header('x-autoreply') !== undefined) return 'auto'
  if (header('x-autorespond') !== undefined || header('precedence') === 'auto_reply') return 'auto'
  if (header('list-id') !== undefined || header('list-unsubscribe') !== undefined) return 'list'
  return /^(bulk|list|junk)$/.test(header('precedence') ?? '') ? 'list' : null
}

const likeCode = /(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z])/g

/** What looks like a receipt code in a subject: of the signs that codes are made of (kernel/receipt-code.ts). */
export const codesIn = (subject: string): readonly string[] => (subject.toUpperCase().match(likeCode) ?? []).slice(0, 5)

/** One code in forty has no digit; without one it may as well be two words. */
export const isSurelyCode = (code: string): boolean => /[0-9]/.test(code)

/** The words of a matter: what was written, and what came with it and is not here. */
export function matterWords({ words, subject, attached }: Content, more = ''): string {
  const said = [...words].length >= 4 ? words : [subject, words].filter(Boolean).join('\n')
  const left = attached.length > 0 ? `（附件未保存：${attached.join('、')}）` : ''
  return beginningOf([said, left, more].filter(Boolean).join('\n'), 4000)
}
