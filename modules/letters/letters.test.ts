import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { makeChannel } from '../channels/contract.ts'
import { mailServer, type Post } from '../channels/receivers.fixture.ts'
import { getMatter } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import {
  changeMailbox,
  dismissLetter,
  endMailbox,
  fileLetter,
  listLetters,
  listMailboxes,
  makeMailbox,
  pauseMailbox,
  tryMailbox,
} from './contract.ts'
import type { MailboxId } from './events.ts'
import { type ImapServer, imapServer, password, user } from './imap-server.fixture.ts'
import { isSurelyCode } from './letter.ts'
import { aMailbox, encoded, letterOf, mailboxBody } from './letters.fixture.ts'
import { readMailbox, takeDue } from './reading.ts'
import { sendReceipts } from './receipts.ts'
import { takeLetter } from './taking.ts'
import { tidyLettersJob } from './tidy-job.ts'

let app: MatterApp
let imap: ImapServer
let smtp: { port: number; got: Post[]; close(): Promise<void> }
let mailbox: MailboxId

beforeAll(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  app = await matterApp()
  imap = await imapServer(() => app.clock.now())
  smtp = await mailServer()
  imap.put(letterOf('很久以前的信，早就办过了'), new Date(app.clock.now().getTime() - 86_400_000 * 3))
  mailbox = await aMailbox(app, imap.port)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await imap?.close()
  await smtp?.close()
  await app?.close()
})
afterEach(() => app.clock.move(86_400_000))

const administrator = () => app.signInAs('administrator')
const worker = () => app.signInAs('gridWorker11')
const read = async () => {
  app.clock.move(61_000)
  for (const due of await takeDue(app.services)) await readMailbox(app.services, due)
}
const rows = async () =>
  (
    await app.db.read((tx) =>
      sql<{ state: string; reason: string | null; matterId: MatterId | null; kept: boolean; receipt: string | null }>`
        select state, reason, matter_id as "matterId", content_sealed is not null as kept, receipt from letters.letters
        order by at, uid`.execute(tx),
    )
  ).rows
const last = async () => {
  const [row] = (await rows()).slice(-1)
  if (!row) throw new Error('no letter was read')
  return row
}
const matterOf = async (id: MatterId | null) => {
  if (!id) throw new Error('it became no matter')
  return app.signInAs('community1').call(getMatter, { params: { matterId: id } })
}
const come = async (...raw: (string | Buffer)[]) => {
  for (const one of raw) imap.put(one)
  await read()
  return last()
}

describe('a letter', () => {
  it('becomes a matter at the place that it names, with a holder and a clock; what lay there before is let be', async () => {
    await read()
    expect(await rows()).toEqual([])
    const { matterId, state } = await come(
      letterOf('机床厂小区1栋楼道灯不亮，晚上看不见台阶', { Subject: encoded('楼道灯不亮') }),
    )
    expect(state).toBe('filed')
    const matter = await matterOf(matterId)
    expect(matter).toMatchObject({
      ...{ channel: 'mail', title: '楼道灯不亮', body: '机床厂小区1栋楼道灯不亮，晚上看不见台阶' },
      ...{ place: { id: app.town.places.building111 }, clock: { stage: expect.any(String) } },
    })
    expect(matter.reporter?.hasAccount).toBe(false)
    expect(JSON.stringify(matter)).not.toContain('wang@mail.example')
    expect(matter.timeline[0]?.who).toEqual({ name: '街道信箱', post: null })
    expect(imap.letters.map(({ seen }) => seen)).toEqual([false, true])
  })

  it('that names no place, or one elsewhere, lies at the place of the mailbox', async () => {
    for (const words of ['这里的噪音很大，请来看看', '和平小区1栋的噪音很大']) {
      const { matterId } = await come(letterOf(words))
      expect((await matterOf(matterId)).place.id).toBe(app.town.places.community1)
    }
  })

  it('comes once: read again, by two workers, after a crash, under new numbers', async () => {
    const before = (await rows()).length
    const raw = letterOf('下水道堵了，味道很大')
    imap.put(raw)
    const fetched = { uid: 900, cameAt: app.clock.now(), source: Buffer.from(raw), whole: true }
    const to = {
      ...{ tenantId: app.town.tenantId, id: mailbox, address: user, placeId: app.town.places.community1 },
      ...{ kind: 'demand', category: '' },
    }
    const taken = await Promise.all(Array.from({ length: 5 }, () => takeLetter(app.services, to, fetched, 7)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    imap.uidValidity += 1
    await read()
    await read()
    expect((await rows()).length).toBe(before + 1)
  })

  it('with pictures: through the gate of all pictures; what is none, or anything else, is named', async () => {
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const part = (type: string, name: string, bytes: Buffer) =>
      `--b\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n`
    const body = `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n照片里是裂缝，请看\r\n${part('image/png', 'a.png', png)}${part('image/png', 'evil.png', Buffer.from('<?php'))}${part('application/zip', 'b.zip', Buffer.from('PK'))}--b--`
    const { matterId } = await come(letterOf(body, { 'Content-Type': 'multipart/mixed; boundary=b' }))
    const matter = await matterOf(matterId)
    expect(matter.body).toContain('（附件未保存：b.zip、evil.png）')
    expect(matter.timeline[0]?.fileIds).toHaveLength(1)
  })

  it('of a machine, a list or ourselves becomes nothing, and nothing of it is kept', async () => {
    for (const headers of [
      { 'Auto-Submitted': 'auto-replied' },
      { 'List-Id': '<x>' },
      { From: user },
      { 'Return-Path': '<>' },
    ])
      expect(await come(letterOf('我在休假，回来再看', headers))).toMatchObject({ state: 'ignored', kept: false })
    expect((await administrator().call(listLetters)).total).toBe(0)
  })
})

describe('a receipt', () => {
  it('goes to the sender by the mail channel, and an answer to it is added; one from elsewhere is not', async () => {
    await sendReceipts(app.services)
    expect((await rows()).filter(({ receipt }) => receipt === 'due')).toEqual([])
    await administrator().call(makeChannel, {
      body: {
        ...{ kind: 'mail', name: '街道邮箱', secrets: {}, on: true },
        settings: { host: '127.0.0.1', port: smtp.port, security: 'none', user: '', from: 'no-reply@street.example' },
      },
    })
    const { matterId } = await come(letterOf('机床厂小区2栋垃圾没人收'))
    await sendReceipts(app.services)
    const [mail] = smtp.got
    expect(mail?.to).toEqual(['wang@mail.example'])
    const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(mail?.text ?? '')?.[0] ?? ''
    expect(mail?.text.toLowerCase()).toContain('auto-submitted: auto-replied')
    expect(mail?.text.toLowerCase()).toContain(`reply-to: ${user}`)
    expect(await last()).toMatchObject({ receipt: 'sent', kept: false })
    expect(
      await come(letterOf('已经三天了\n\n> 您的来信已收到', { Subject: encoded(`回复：回执码 ${code}`) })),
    ).toMatchObject({
      ...{ state: 'added', matterId, kept: false },
    })
    const { timeline } = await matterOf(matterId)
    expect(timeline.at(-1)).toMatchObject({ words: expect.stringContaining('已经三天了'), who: { name: '街道信箱' } })
    expect(timeline.at(-1)?.words).not.toContain('您的来信已收到')
    // One code in forty has no digit: without one, what a stranger names may as well be two words.
    const named = isSurelyCode(code) ? code : '7K3MQ-9PX2D'
    const foreign = await come(letterOf('我也要说两句', { From: 'li@mail.example', Subject: `Re: ${named}` }))
    expect(foreign).toMatchObject({ state: 'waiting', reason: 'foreign_reply' })
    expect((await matterOf(matterId)).timeline).toHaveLength(timeline.length)
    await sendReceipts(app.services)
    expect(smtp.got).toHaveLength(1)
    // What we sent ourselves comes back: nothing.
    expect(await come(letterOf('您的来信已收到', { From: 'no-reply@street.example' }))).toMatchObject({ reason: 'own' })
  })
})

describe('what waits', () => {
  it('is shown with its reason; one press files it, another lets it be; once', async () => {
    await come(letterOf('', { Subject: 'hi' }))
    const many = `${'--b\r\n\r\nx\r\n'.repeat(500)}--b--`
    await come(letterOf(many, { 'Content-Type': 'multipart/mixed; boundary=b', Subject: encoded('很多附件的信') }))
    const { letters, total } = await administrator().call(listLetters)
    expect([total, letters.map(({ reason }) => reason)]).toEqual([3, ['too_many_parts', 'no_text', 'foreign_reply']])
    expect(letters[0]?.from).toBe('w***@mail.example')
    const [parts, empty, foreign] = letters
    if (!parts || !empty || !foreign) throw new Error('letters are missing')
    const { matterId } = await administrator().call(fileLetter, { params: { letterId: parts.id } })
    expect(await matterOf(matterId)).toMatchObject({ channel: 'mail', title: '很多附件的信' })
    const none = await administrator().ask(fileLetter, { params: { letterId: empty.id } })
    expect([none.status, none.reason]).toEqual([422, 'letters.no_words'])
    await administrator().call(dismissLetter, { params: { letterId: empty.id } })
    const again = await administrator().ask(dismissLetter, { params: { letterId: parts.id } })
    expect([again.status, again.reason]).toEqual([409, 'letters.decided'])
    expect((await app.events(`letters:${mailbox}`)).map(({ type }) => type)).toEqual([
      ...['letters.mailbox_made', 'letters.letter_filed', 'letters.letter_dismissed'],
    ])
    app.clock.move(31 * 86_400_000)
    await tidyLettersJob.handle({}, app.services, new AbortController().signal)
    expect((await administrator().call(listLetters)).total).toBe(0)
  })

  it('too many of one sender in a day wait; more are let be', async () => {
    for (let n = 0; n < 45; n++) imap.put(letterOf(`第${n}封信，说的是同一件事`, { From: 'many@mail.example' }))
    await read()
    await read()
    const mine = (await rows()).slice(-45)
    const count = (state: string) => mine.filter((row) => row.state === state).length
    expect([count('filed'), count('waiting'), count('ignored')]).toEqual([10, 30, 5])
  })

  it('a kind that is no longer reported: the letter waits', async () => {
    await app.db.tx((tx) => sql`update letters.mailboxes set kind = 'gone' where id = ${mailbox}`.execute(tx))
    expect(await come(letterOf('路面坏了一个大坑'))).toMatchObject({ state: 'waiting', reason: 'refused' })
    await app.db.tx((tx) => sql`update letters.mailboxes set kind = 'demand' where id = ${mailbox}`.execute(tx))
  })
})

describe('a mailbox', () => {
  it('is tried before it is kept: what is wrong is said', async () => {
    const { port } = imap
    const asked = { host: '127.0.0.1', port, security: 'none' as const, user, folder: 'INBOX' }
    const fault = async (more: object) =>
      (await administrator().call(tryMailbox, { body: { ...asked, password, ...more } })).fault
    expect(await fault({})).toBe(null)
    expect(await fault({ password: 'wrong' })).toBe('login')
    expect(await fault({ folder: 'Other' })).toBe('folder')
    expect(await fault({ security: 'tls' })).toBe('tls')
    expect(await fault({ security: 'starttls' })).toBe('tls')
    expect(await fault({ port: 1 })).toBe('unreachable')
    expect(await fault({ host: '10.1.2.3' })).toBe('closed')
    // The password that is kept goes nowhere else.
    const kept = await administrator().ask(tryMailbox, { body: { ...asked, host: 'localhost', mailboxId: mailbox } })
    expect(kept.status).toBe(404)
    expect((await administrator().call(tryMailbox, { body: { ...asked, mailboxId: mailbox } })).fault).toBe(null)
  })

  it('never shows its password, is kept by administrators alone, and says what is wrong', async () => {
    const shown = await administrator().call(listMailboxes)
    expect(JSON.stringify(shown)).not.toContain(password)
    expect((await worker().ask(listMailboxes)).status).toBe(403)
    const twice = await administrator().ask(makeMailbox, { body: mailboxBody(app, imap.port) })
    expect(twice.status).toBe(400)
    const bad = { ...mailboxBody(app, imap.port), kind: 'nothing', address: 'b@street.example' }
    expect((await administrator().ask(makeMailbox, { body: bad })).status).toBe(400)
    const { password: _, ...changed } = mailboxBody(app, imap.port)
    const moved = { ...changed, user: 'other@street.example' }
    expect((await administrator().ask(changeMailbox, { params: { mailboxId: mailbox }, body: moved })).status).toBe(400)
    await administrator().call(changeMailbox, {
      params: { mailboxId: mailbox },
      body: { ...changed, password: 'wrong now' },
    })
    await read()
    expect((await administrator().call(listMailboxes)).mailboxes[0]?.fault).toBe('login')
    await administrator().call(changeMailbox, { params: { mailboxId: mailbox }, body: { ...changed, password } })
    await read()
    expect((await administrator().call(listMailboxes)).mailboxes[0]?.fault).toBe(null)
  })

  it('paused and ended, it is read no more; the password is erased; the ledger agrees', async () => {
    await administrator().call(pauseMailbox, { params: { mailboxId: mailbox }, body: { paused: true } })
    const { logins } = imap
    await read()
    expect(imap.logins).toBe(logins)
    await administrator().call(pauseMailbox, { params: { mailboxId: mailbox }, body: { paused: false } })
    await administrator().call(endMailbox, { params: { mailboxId: mailbox } })
    await read()
    expect(imap.logins).toBe(logins)
    const { rows: left } = await app.db.read((tx) =>
      sql<{ sealed: null }>`select password_sealed as sealed from letters.mailboxes`.execute(tx),
    )
    expect(left).toEqual([{ sealed: null }])
  })
})
