import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { receiptCode } from '../../kernel/receipt-code.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { codesIn, isSurelyCode, mostBytes, readLetter } from './letter.ts'
import { encoded, letterOf } from './letters.fixture.ts'
import { ownWords, plainOfHtml } from './plain.ts'

const read = (raw: string | Buffer, whole = true) =>
  readLetter(Buffer.from(raw), whole, new Set(['office@street.example']))

describe('what a letter says', () => {
  it('in GB18030, as mail programs in China write it', async () => {
    const head = letterOf('', { 'Content-Type': 'text/plain; charset=gb18030' }).trimEnd()
    // 楼道灯不亮 in GB18030.
    const words = Buffer.from('c2a5b5c0b5c6b2bbc1c1', 'hex')
    const { content, obstacle } = await read(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), words]))
    expect([content.words, content.from, content.name, obstacle]).toEqual([
      '楼道灯不亮',
      'wang@mail.example',
      '王芳',
      null,
    ])
    const gbk = await read(letterOf('灯坏了请来看', { Subject: '=?gb2312?B?wqW1wLXGsrvBwQ==?=' }))
    expect(gbk.content.subject).toBe('楼道灯不亮')
  })

  it('an encoding that is none is read as far as it goes, and never throws', async () => {
    const { content } = await read(letterOf('the lamp is broken', { 'Content-Type': 'text/plain; charset=klingon' }))
    expect(content.words).toContain('lamp')
  })

  it('HTML becomes text: no scripts, no styles, lines where they were', () => {
    const html =
      '<html><head><title>x</title><style>p{color:red}</style></head><body><p>三栋&nbsp;门口</p><div>积水 &lt;很深&gt;</div><script>alert(1)</script><br>谢谢&#33;</body></html>'
    expect(plainOfHtml(html)).toBe('三栋 门口\n\n积水 <很深>\n\n谢谢!')
    expect(plainOfHtml('<div>新的话</div><blockquote>旧的话</blockquote>')).toBe('新的话')
  })

  it('letters of before are cut off, in the ways of several programs', () => {
    const old = '您的来信已收到'
    for (const quote of [
      `------------------ 原始邮件 ------------------\n发件人: "a"<a@b.cn>\n${old}`,
      `在 2026-11-29 10:00:00，"街道" <a@b.cn> 写道：\n>${old}`,
      `On Sun, Nov 29, 2026 at 10:00 AM Street <a@b.cn> wrote:\n> ${old}`,
      `发件人: 街道\n发送时间: 2026年11月29日\n主题: 回执\n\n${old}`,
      `> ${old}`,
    ])
      expect(ownWords(`还是没有修好\n\n${quote}`), quote).toBe('还是没有修好')
    expect(ownWords('发件人：我是三栋的王芳\n请来看看')).toBe('发件人：我是三栋的王芳\n请来看看')
  })

  it('attachments are named', async () => {
    const body = [
      '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n见附件里的说明\r\n',
      `--b\r\nContent-Type: application/zip; name="a.zip"\r\nContent-Disposition: attachment; filename="a.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n`,
      '--b--',
    ].join('')
    const { content, pictures } = await read(letterOf(body, { 'Content-Type': 'multipart/mixed; boundary=b' }))
    expect([content.words, content.attached, pictures]).toEqual(['见附件里的说明', ['a.zip'], []])
  })
})

describe('what is let be, and what waits', () => {
  it.each([
    ['auto', { 'Auto-Submitted': 'auto-replied' }],
    ['auto', { 'X-Autoreply': 'yes' }],
    ['list', { 'List-Id': '<news.example>' }],
    ['list', { Precedence: 'bulk' }],
    ['bounce', { 'Return-Path': '<>' }],
    ['bounce', { From: 'MAILER-DAEMON@mail.example' }],
    ['bounce', { 'Content-Type': 'multipart/report; boundary=b' }],
    ['own', { From: 'OFFICE@street.example' }],
    ['no_sender', { From: 'nobody' }],
    ['no_sender', { From: '' }],
  ])('%s: %j', async (reason, headers) => {
    expect((await read(letterOf('有一件事要说', headers))).obstacle).toBe(reason)
  })

  it('nothing in it, and more than is read', async () => {
    expect((await read(letterOf('', { Subject: 'x' }))).obstacle).toBe('no_text')
    expect((await read(letterOf('', { Subject: encoded('路灯坏了三天') }))).obstacle).toBe(null)
    expect((await read(letterOf('x', { Subject: encoded('路灯坏了三天') }), false)).obstacle).toBe('too_large')
  })

  it('ten thousand parts, and parts in parts in parts, cost little', async () => {
    const started = performance.now()
    const many = `${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(10_000)}--b--`
    const wide = await read(
      letterOf(many, { 'Content-Type': 'multipart/mixed; boundary=b', Subject: encoded('很多部分') }),
    )
    expect([wide.obstacle, wide.content.subject]).toEqual(['too_many_parts', '很多部分'])
    const deep = Array.from(
      { length: 300 },
      (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`,
    )
    const nested = await read(letterOf(deep.join(''), { 'Content-Type': 'multipart/mixed; boundary=b0' }))
    expect(nested.obstacle).toBe('unreadable')
    await read(letterOf('<a '.repeat(mostBytes / 40), { 'Content-Type': 'text/html' }))
    await read(letterOf('<!--<style'.repeat(mostBytes / 100), { 'Content-Type': 'text/html' }))
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('signs that begin tags without end cost no more than others', () => {
    const takes = (sign: string) => {
      const started = performance.now()
      plainOfHtml(sign.repeat(2_000_000))
      return performance.now() - started
    }
    const plain = takes('x')
    expect(takes('<')).toBeLessThan(50 * plain)
  })

  it('of a letter of more lines than any of its size the head is read', async () => {
    const { content, obstacle } = await read(letterOf('\n'.repeat(400_000), { Subject: encoded('很多空行') }))
    expect([obstacle, content.subject]).toEqual(['too_large', '很多空行'])
  })

  it('of a very long letter the beginning is read', async () => {
    const long = `灯坏了请来看${'<i></i>'.repeat(50_000)}后面的话`
    expect((await read(letterOf(long, { 'Content-Type': 'text/html' }))).content.words).toBe('灯坏了请来看')
    const text = `灯坏了请来看${' '.repeat(400_000)}后面的话`
    expect((await read(letterOf(text))).content.words).toBe('灯坏了请来看')
  })

  it('anything at all: never throws, never more words than a matter takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.string({ maxLength: 60 }), async (bytes, header) => {
        const raw = Buffer.concat([Buffer.from(`From: a@b.cn\r\nContent-Type: ${header}\r\n\r\n`), bytes])
        const { content } = await read(raw)
        expect([...content.words].length).toBeLessThanOrEqual(3600)
        expect(JSON.stringify(content)).not.toContain('\\u0000')
      }),
      { numRuns: 200 },
    )
  })
})

it('receipt codes in subjects', () => {
  expect(codesIn('回复：来信已收到，回执码 7k3mq-9PX2D')).toEqual(['7K3MQ-9PX2D'])
  expect(codesIn('Re: about three-house')).toEqual([])
})

it('a receipt code is found whatever it is made of; words alone are not surely one', () => {
  const secrets = openSecrets(Buffer.alloc(32, 7))
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const code = receiptCode(secrets, 'matters', id)
      expect(codesIn(`回复：回执码 ${code}`)).toEqual([code])
    }),
    // Of two hundred codes five have no digit.
    { numRuns: 500 },
  )
  expect(['ABCDE-FGHJK', '7K3MQ-9PX2D'].map(isSurelyCode)).toEqual([false, true])
})
