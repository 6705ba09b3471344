import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { makeMailbox } from '../../modules/letters/contract.ts'
import { words } from '../../modules/letters/desk/words.ts'
import { type ImapServer, imapServer, password, user } from '../../modules/letters/imap-server.fixture.ts'
import { encoded, letterOf } from '../../modules/letters/letters.fixture.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
let imap: ImapServer
beforeAll(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  town = await openTown()
  imap = await imapServer(() => town.clock.now())
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await town?.close()
  await imap?.close()
})

it('a mailbox is tried and connected; one letter becomes a matter, another waits and is filed by hand', async () => {
  const w = wordsIn(words, 'zh')
  const desk = await town.open('administrator', wideZh, '/desk/letters')
  await desk.getByRole('button', { name: w.make }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel(w.name, { exact: true }).fill('街道信箱')
  await dialog.getByLabel(w.address).fill(user)
  await dialog.getByLabel(w.host).fill('127.0.0.1')
  await dialog.getByLabel(w.port).fill(String(imap.port))
  await dialog.getByLabel(w.user).fill(user)
  await dialog.getByLabel(w.password, { exact: true }).fill(password)
  await dialog.getByRole('button', { name: w.tryNow }).click()
  // The server of this test speaks no TLS: what is wrong is said in words.
  await dialog
    .getByRole('status')
    .getByText(w.faults['tls'] ?? '')
    .waitFor()
  await town.expectAccessible(desk)
  await desk.keyboard.press('Escape')

  imap.put(letterOf('机床厂小区1栋楼道灯不亮', { Subject: encoded('楼道灯不亮') }))
  imap.put(
    letterOf('--b\r\n\r\nx\r\n'.repeat(500), {
      'Content-Type': 'multipart/mixed; boundary=b',
      Subject: encoded('垃圾没人收'),
    }),
  )
  const server = { host: '127.0.0.1', port: imap.port, security: 'none' as const, user, password, folder: 'INBOX' }
  await town.signInAs('administrator').call(makeMailbox, {
    body: {
      ...server,
      name: '街道信箱',
      address: user,
      placeId: town.town.places.community1,
      kind: 'demand',
      category: '',
    },
  })
  await expect.poll(() => imap.letters.filter(({ seen }) => seen).length, { timeout: 60_000 }).toBe(2)
  await desk.reload()
  await desk.getByText(w.filed(1)).waitFor()
  await desk.getByText(w.reasons['too_many_parts'] ?? '').waitFor()
  await town.expectAccessible(desk)
  const phone = await town.open('administrator', phoneEn, '/desk/letters')
  await phone.getByRole('heading', { name: wordsIn(words, 'en').waiting(1) }).waitFor()
  await town.expectAccessible(phone)
  await desk.getByRole('button', { name: w.fileOf('垃圾没人收') }).click()
  await desk.getByText(w.filed(2)).waitFor()

  const list = await town.open('community1', wideZh, '/desk/matters')
  await list.getByText('楼道灯不亮').first().waitFor()
  await list.getByText('垃圾没人收').first().waitFor()
  expect(town.faults).toEqual([])
})
