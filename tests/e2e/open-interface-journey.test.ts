import { afterAll, beforeAll, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { listMatters } from '../../modules/matters/contract.ts'
import { words } from '../../modules/open311/desk/words.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

/** What a city app sends. */
async function report(key: string, description: string): Promise<{ status: number; text: string }> {
  const body = new URLSearchParams({
    api_key: key,
    service_code: '080201',
    address_id: '530103-building111',
    description,
  })
  const answer = await fetch(`${town.base}/open311/v2/requests.xml`, { method: 'POST', body })
  return { status: answer.status, text: await answer.text() }
}

it('an administrator makes a key, a city app reports with it, and it is ended', async () => {
  const w = wordsIn(words, 'zh')
  const desk = await town.open('administrator', wideZh, '/desk/open-interface')
  await desk.getByRole('button', { name: w.make }).click()
  await desk.getByLabel(w.name).fill('盘龙随手拍')
  await desk.getByRole('dialog').getByRole('button', { name: w.make }).click()
  const key = await desk.getByRole('status', { name: w.key }).innerText()
  await town.expectAccessible(desk)
  await desk.getByRole('button', { name: w.close }).click()

  const { status, text } = await report(key, '楼道灯不亮，晚上看不见')
  expect(status).toBe(200)
  const id = /<service_request_id>([^<]+)</.exec(text)?.[1] ?? ''
  const { rows } = await town.signInAs('gridWorker11').call(listMatters, { query: { q: id } })
  expect(rows.map((row) => row.number)).toEqual([id])

  const english = wordsIn(words, 'en')
  const phone = await town.open('administrator', phoneEn, '/desk/open-interface')
  await phone.getByText(english.requests(1)).waitFor()
  await phone.getByRole('button', { name: english.endOf('盘龙随手拍') }).click()
  await phone.getByRole('dialog').getByRole('button', { name: english.end }).click()
  await phone.getByText(/^ended/).waitFor()
  expect((await report(key, '路面坑洼，请修一修')).status).toBe(403)
  expect(town.faults).toEqual([])
})
