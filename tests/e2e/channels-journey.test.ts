import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as desk } from '../../modules/channels/desk/words.ts'
import { mailServer, type Receiver, receiver } from '../../modules/channels/receivers.fixture.ts'
import { words as own } from '../../modules/channels/web/words.ts'
import { words as consents } from '../../modules/people/web/consent-words.ts'
import { type E2eTown, openTown, phoneEn, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
let post: Awaited<ReturnType<typeof mailServer>>
let door: Receiver
beforeAll(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.0/8')
  town = await openTown()
  post = await mailServer()
  door = await receiver({ status: 204, body: '' })
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await town?.close()
  await post?.close()
  await door?.close()
})

it('an administrator sets up mail and a webhook, a grid worker chooses, a matter reaches both, and the office sees it', async () => {
  const w = wordsIn(desk, 'zh')
  const admin = await town.open('administrator', wideZh, '/desk/channels')
  await admin.getByRole('button', { name: w.make }).click()
  await admin.getByLabel(w.name).fill('街道邮箱')
  await admin.getByLabel(w.host).fill('127.0.0.1')
  await admin.getByLabel(w.port).fill(String(post.port))
  await admin.getByLabel(w.security).selectOption('none')
  await admin.getByLabel(w.from).fill('office@liren.example')
  await town.expectAccessible(admin)
  await admin.getByRole('dialog').getByRole('button', { name: w.make }).click()
  await admin.getByRole('button', { name: w.testOf('街道邮箱') }).click()
  await admin.getByLabel(w.testTo).fill('admin@liren.example')
  await admin.getByRole('button', { name: w.testNow }).click()
  await admin.getByText(w.tested).waitFor()
  expect(post.got.map(({ to }) => to)).toEqual([['admin@liren.example']])
  await admin.keyboard.press('Escape')

  await admin.getByRole('button', { name: w.make }).click()
  await admin.getByLabel(w.kind).selectOption('webhook')
  await admin.getByLabel(w.name).fill('区平台')
  await admin.getByLabel(w.url).fill(`${door.url}/hook`)
  await admin.getByText('收到上报').click()
  await admin.getByRole('dialog').getByRole('button', { name: w.make }).click()
  expect(await admin.getByRole('status', { name: w.key }).innerText()).toMatch(/^whsec_/)
  await admin.getByRole('button', { name: w.close }).click()
  await town.expectAccessible(admin)

  const o = wordsIn(own, 'en')
  const c = wordsIn(consents, 'en')
  const phone = await town.open('gridWorker11', phoneEn, '/account/notices')
  await phone.getByText(o.consentTick).click()
  await town.expectAccessible(phone)
  await phone.getByLabel(o.mail).fill('grid@liren.example')
  await phone.getByRole('button', { name: o.mailSend }).click()
  await phone.getByLabel(o.code).waitFor()
  await phone.getByRole('button', { name: c.takeBack }).waitFor()
  await phone.getByLabel(o.code).fill(/code[^0-9]*([0-9]{6})/.exec(post.got.at(-1)?.text ?? '')?.[1] ?? '')
  await phone.getByRole('button', { name: o.confirm }).click()
  await phone.getByText(o.mailNow('g***@liren.example')).waitFor()
  await phone.getByRole('group', { name: o.groups.work }).getByText(o.kinds.mail).click()
  await phone.getByLabel(o.quietFrom).fill('22:00')
  await phone.getByLabel(o.quietTo).fill('07:00')
  await phone.getByRole('button', { name: o.save }).click()
  await phone.getByText(o.saved, { exact: true }).waitFor()
  await town.expectAccessible(phone)

  post.got.length = 0
  const { id } = await town.reportAt('building111', '楼道灯不亮，晚上看不见')
  await expect.poll(() => door.got.length, { timeout: 20_000 }).toBe(1)
  await expect
    .poll(
      () => {
        town.clock.move(61_000)
        return post.got.length
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(1)
  expect(post.got[0]?.text).toContain(`/matters/${id}`)

  const page = await town.open('community1', wideEn, `/desk/matters/${id}`)
  await page.getByRole('heading', { name: wordsIn(desk, 'en').reach }).waitFor()
  await page.getByText(/1 sent/).waitFor()
  await phone.getByRole('button', { name: c.takeBack }).click()
  await phone.getByRole('dialog').getByRole('button', { name: c.takeBack }).click()
  await phone.getByText(o.consentLead).waitFor()
  expect(await phone.getByLabel(o.consentTick).isChecked()).toBe(false)
  await phone.getByRole('group', { name: o.groups.work }).getByText(o.onlyHere).waitFor()
  await town.expectAccessible(phone)
  const narrow = await town.open('administrator', phoneEn, '/desk/channels')
  await narrow.getByText('区平台').waitFor()
  await town.expectAccessible(narrow)
  expect(town.faults).toEqual([])
})
