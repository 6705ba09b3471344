import { afterAll, beforeAll, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { webhookSignature } from '../../kernel/outgoing/webhook-signature.ts'
import { words } from '../../modules/incoming/desk/words.ts'
import { words as tokenWords } from '../../modules/people/tokens/words.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

/** What a hotline sends. */
async function report(address: string, key: string): Promise<{ status: number; number: string }> {
  const data = { kind: 'demand', category: '080201', place: '530103-building111', words: '楼道灯不亮，晚上看不见' }
  const body = JSON.stringify({ specversion: '1.0', type: 'liren.matter.report', subject: 'HL-1', data })
  const seconds = Math.floor(town.clock.now().getTime() / 1000)
  const answer = await fetch(`${town.base}${new URL(address).pathname}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': 'message-0001',
      'webhook-timestamp': String(seconds),
      'webhook-signature': webhookSignature(key, 'message-0001', seconds, body),
    },
    body,
  })
  return { status: answer.status, number: (await answer.json()).matter?.number ?? '' }
}

it('a system is let in and reports; a script reads what came of it by a token', async () => {
  const w = wordsIn(words, 'zh')
  const desk = await town.open('administrator', wideZh, '/desk/systems')
  await desk.getByRole('button', { name: w.make }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel(w.name).fill('热线平台')
  await dialog.getByRole('group', { name: w.kinds }).getByRole('checkbox', { name: '居民诉求' }).check()
  await dialog.getByRole('combobox', { name: w.place }).fill('天祥社区')
  await dialog.getByRole('option').first().click()
  await town.expectAccessible(desk)
  await dialog.getByRole('button', { name: w.make }).click()
  const key = await desk.getByRole('status', { name: w.key }).innerText()
  const address = await desk.getByRole('status', { name: w.address }).innerText()
  await desk.getByRole('button', { name: w.close }).click()
  await desk.getByText(w.neverHeard).waitFor()
  const sent = await report(address, key)
  expect(sent.status).toBe(200)

  const t = wordsIn(tokenWords, 'en')
  const phone = await town.open('community1', phoneEn, '/desk/tokens')
  await phone.getByRole('button', { name: t.make }).click()
  const making = phone.getByRole('dialog')
  await making.getByLabel(t.name).fill('wall screen')
  await making.getByRole('checkbox', { name: t.scope.matters }).check()
  await making.getByRole('checkbox', { name: t.scope.wall }).check()
  await making.getByRole('button', { name: t.make }).click()
  const token = await phone.getByRole('status', { name: t.token }).innerText()
  const screenAt = await phone.getByRole('status', { name: t.screen }).innerText()
  await town.expectAccessible(phone)
  await phone.getByRole('button', { name: t.close }).click()
  const read = await fetch(`${town.base}/api/matters`, { headers: { authorization: `Bearer ${token}` } })
  const { rows } = (await read.json()) as { rows: { number: string }[] }
  expect(rows.map(({ number }) => number)).toEqual([sent.number])
  // The screen on the wall has signed in nowhere.
  const screen = await town.open(null, wideZh, screenAt.replace(town.base, ''))
  await screen.getByText(/更新$/).waitFor()
  await screen.getByText('此刻').waitFor()
  await town.expectAccessible(screen)
  await phone.getByRole('button', { name: t.revokeOf('wall screen') }).click()
  await phone.getByRole('dialog').getByRole('button', { name: t.revoke }).click()
  await phone.getByText(t.over.revoked).waitFor()
  expect((await fetch(`${town.base}/api/matters`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
  expect(town.faults).toEqual([])
})
