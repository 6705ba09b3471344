// What a letter says, as plain text. Everything runs once over its text: a hostile letter costs no more than a long one.

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ' },
  ...{ ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', hellip: '…', mdash: '—', ndash: '–', middot: '·' },
}

/** An entity as its sign; one that is not known stays as it was written. */
function sign(whole: string, body: string): string {
  if (!body.startsWith('#')) return named[body.toLowerCase()] ?? whole
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10)
  const sound = code > 31 && code < 0x110000 && (code < 0xd800 || code > 0xdfff)
  return sound ? String.fromCodePoint(code) : ' '
}

/** What nobody reads: these elements go with all that is in them. */
const unread = ['style', 'script', 'head', 'title', 'template', 'svg', 'object']

/** Takes `<name …> … </name>` out; one that never ends goes to the end of the text. */
function without(html: string, name: string): string {
  const lower = html.toLowerCase()
  let kept = ''
  let from = 0
  for (;;) {
    const start = lower.indexOf(`<${name}`, from)
    if (start < 0) return kept + html.slice(from)
    const next = lower[start + name.length + 1] ?? '>'
    if (!/[\s>/]/.test(next)) {
      kept += html.slice(from, start + 1)
      from = start + 1
      continue
    }
    kept += html.slice(from, start)
    const end = lower.indexOf(`</${name}`, start)
    if (end < 0) return kept
    const close = lower.indexOf('>', end)
    if (close < 0) return kept
    from = close + 1
  }
}

function withoutComments(html: string): string {
  let kept = ''
  let from = 0
  for (;;) {
    const start = html.indexOf('<!--', from)
    if (start < 0) return kept + html.slice(from)
    kept += html.slice(from, start)
    const end = html.indexOf('-->', start)
    if (end < 0) return kept
    from = end + 3
  }
}

/** Tags become nothing, or a new line where one begins. */
function withoutTags(html: string): string {
  let text = ''
  let from = 0
  for (;;) {
    const start = html.indexOf('<', from)
    if (start < 0) return text + html.slice(from)
    text += html.slice(from, start)
    const end = html.indexOf('>', start)
    if (end < 0) return text
    const tag = html.slice(start + 1, Math.min(end, start + 20)).toLowerCase()
    if (/^\/?(br|p|div|li|tr|h[1-6]|ul|ol|table|blockquote|hr|section)\b/.test(tag)) text += '\n'
    else if (/^\/?t[dh]\b/.test(tag)) text += ' '
    from = end + 1
  }
}

/** A letter in HTML as plain text; quoted letters of before are cut off, as they are in plain ones. */
export function plainOfHtml(html: string): string {
  let read = withoutComments(html)
  for (const name of unread) read = without(read, name)
  // Mail programs put the letter that is answered into one of these.
  const quoted = read.search(
    /<blockquote\b|<[^<>]{0,200}(?:gmail_quote|divRplyFwdMsg|isReplyContent|ntes_quote|origbody)/i,
  )
  const own = quoted < 0 ? read : read.slice(0, quoted)
  const text = tidy(withoutTags(own.replace(/[\r\n\t]+/g, ' ')).replace(/&(#?[a-z0-9]{1,10});/gi, sign))
  return text || quoted < 0
    ? text
    : tidy(withoutTags(read.replace(/[\r\n\t]+/g, ' ')).replace(/&(#?[a-z0-9]{1,10});/gi, sign))
}

/** Lines after which everything is a letter of before. */
const beginsQuoted = [
  /^-{2,}\s*(原始邮件|原邮件|Original Message|回复的?邮件|Forwarded message|转发)/i,
  /^_{10,}$/,
  /^(在|于)\s?.{4,80}(写道|寫道)[:：]$/,
  /^\d{4}[-年/].{2,80}(写道|寫道)[:：]$/,
  /^On .{6,120}wrote:$/i,
  /^(发件人|寄件者|From)[:：]\s?.{1,200}$/i,
]

/** A letter without what it quotes: its own words, trimmed. */
export function ownWords(text: string): string {
  const lines = tidy(text).split('\n')
  const cut = lines.findIndex((line, at) => {
    if (/^(发件人|寄件者|From)[:：]/i.test(line))
      // A header of a quoted letter is followed by others; a line that only looks like one is not.
      return lines
        .slice(at + 1, at + 5)
        .some((next) => /^(发送时间|日期|时间|收件人|主题|Sent|Date|To|Subject)[:：]/i.test(next))
    return beginsQuoted.some((begins) => begins.test(line))
  })
  const own = (cut < 0 ? lines : lines.slice(0, cut)).filter((line) => !/^[>＞]/.test(line))
  return tidy(own.join('\n'))
}

/** Without signs that nobody sees, blank ends of lines, and more than one empty line in a row. */
function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\p{Cf}\p{Cs}]/gu, '')
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
