import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as deskBook } from '../../modules/facilities/desk/words.ts'
import {
  aFacility,
  anEvent,
  type Device,
  newNonce,
  signedHeaders,
} from '../../modules/facilities/facilities.fixture.ts'
import { words as pocketBook } from '../../modules/facilities/pocket/words.ts'
import { facilityBook } from '../../modules/facilities/web/words.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as matterBook } from '../../modules/matters/pocket/matter/words.ts'
import { uiWords } from '../../ui/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(deskBook, 'zh')
const p = wordsIn(pocketBook, 'zh')
const b = wordsIn(facilityBook, 'zh')

/** What a device does: a signed request over the network. */
async function fromGate(device: Device, path: string, body: unknown) {
  const text = JSON.stringify(body)
  const timestamp = Math.floor(town.clock.now().getTime() / 1000)
  const headers = signedHeaders(device, text, timestamp, newNonce())
  const answer = await fetch(`${town.base}${path}`, { method: 'POST', headers, body: text })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const tell = (device: Device, type: string, more: Record<string, unknown> = {}) =>
  fromGate(device, '/device/v1/events', { events: [anEvent(town, type, more)] })

// The community sits at a desk; the compound's secretary keeps the gate and has a phone, a resident and a visitor too.
describe('a gate', () => {
  stepsFollow()
  let desk: Page
  let keeper: Page
  let device: Device
  let facility: string

  it('is registered on the map with its keeper', async () => {
    desk = await town.open('community1', wideZh, '/desk/facilities')
    await desk.getByText(w.noneText).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: w.add }).click()
    await desk.getByRole('heading', { name: w.form.title }).waitFor()
    await desk.getByLabel(w.form.kind).selectOption('gate')
    await desk.getByLabel(w.form.name).fill('东门道闸')
    await desk.getByLabel(w.form.place).fill('机床厂小区')
    await desk.getByRole('option').filter({ hasText: '机床厂小区' }).first().click()
    await desk.getByRole('button', { name: uiWords.zh.map.list }).click()
    await desk.getByRole('button', { name: '1栋' }).first().click()
    await desk.getByLabel(w.form.keeperSearch).fill('小区党支部书记')
    await desk.getByRole('option').filter({ hasText: '小区党支部书记' }).first().click()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.form.save, exact: true }).click()
    await desk.getByText(w.nextDevice).waitFor()
    facility = desk.url().split('/').at(-1) ?? ''
  })

  it('is connected: the secret is shown once', async () => {
    await desk.getByRole('button', { name: w.gate.register }).click()
    const dialog = desk.getByRole('dialog')
    const deviceId = await dialog.getByLabel(w.gate.device).textContent()
    const secret = await dialog.getByLabel(w.gate.secret).textContent()
    device = { deviceId: deviceId?.trim(), secret: secret?.trim() } as Device
    await town.expectAccessible(desk)
    await dialog.getByRole('button', { name: w.gate.close }).click()
    await desk.getByText(w.nextWaiting).waitFor()
    expect(await desk.content()).not.toContain(device.secret)
    expect((await tell(device, 'opened', { way: 'manual' })).status).toBe(200)
    expect((await tell(device, 'closed')).status).toBe(200)
    await desk.reload()
    await desk.getByText(`${w.gate.type.opened} · ${w.gate.way.manual}`).waitFor()
    await town.expectAccessible(desk)
  })

  it('tells that it is stuck, and the keeper has the matter at once', async () => {
    const { status } = await tell(device, 'fault', { code: 'stuck_closed', words: '抬杆无响应' })
    expect(status).toBe(200)
    expect((await tell({ ...device, secret: 'not the secret' }, 'fault', { code: 'motor' })).status).toBe(401)
    keeper = await town.open('compoundSecretary11', phoneZh, '/work')
    await keeper
      .getByRole('link', { name: /东门道闸：卡住打不开/ })
      .first()
      .click()
    await keeper.getByText('设备报告：卡住打不开（抬杆无响应）').first().waitFor()
    await desk.reload()
    await desk.getByText(w.nextFault).waitFor()
    await desk.getByRole('link', { name: '东门道闸：卡住打不开' }).click()
    await desk.getByRole('link', { name: '东门道闸', exact: true }).waitFor()
  })

  it('is handled, and what the device says is noted', async () => {
    await keeper.getByRole('button', { name: wordsIn(matterBook, 'zh').contactDone }).click()
    await keeper.getByText(wordsIn(matterWords, 'zh').state.handling).first().waitFor()
    expect((await tell(device, 'fault_cleared', { code: 'stuck_closed' })).status).toBe(200)
    await keeper.reload()
    await keeper.getByText('设备报告：卡住打不开已恢复').first().waitFor()
    desk = await town.open('community1', wideZh, `/desk/facilities/${facility}`)
    await desk.getByText(w.ended, { exact: true }).waitFor()
    await desk.getByText(b.gate.closed, { exact: true }).first().waitFor()
  })

  it('lets a visitor in once, by the code that a resident made', async () => {
    const resident = await town.open('resident1', phoneZh, '/passes')
    await resident.getByLabel(p.label).fill('快递')
    await town.expectAccessible(resident)
    await resident.getByRole('button', { name: p.make }).click()
    await resident.getByText('快递', { exact: true }).waitFor()
    await town.expectAccessible(resident)
    const link = (await resident.getByRole('link', { name: p.show }).getAttribute('href')) ?? ''
    const visitor = await town.open(null, phoneZh, link)
    await visitor.getByRole('img', { name: p.visitor }).waitFor()
    await town.expectAccessible(visitor)
    expect(await visitor.content()).not.toContain('快递')
    const code = `${town.base}${new URL(link, town.base).pathname}`
    const ask = () => fromGate(device, '/device/v1/passes/check', { id: newNonce(), code })
    expect((await ask()).body).toEqual({ allowed: true, reason: null })
    expect((await ask()).body).toEqual({ allowed: false, reason: 'used' })
    await visitor.reload()
    await visitor.getByText(p.notLive.used).waitFor()
    await resident.reload()
    await resident.getByText(p.uses, { exact: true }).click()
    await resident.getByText(new RegExp(`东门道闸 · ${p.allowed}`)).waitFor()
    await desk.reload()
    await desk.getByText(w.gate.counts(1, 1)).waitFor()
    await town.expectAccessible(desk)
    expect(await desk.content()).not.toContain('快递')
  })
})

describe('a bench', () => {
  stepsFollow()
  let code: string

  it('is inspected by its keeper when it falls due', async () => {
    code = (await aFacility(town, { rhythmDays: 2 })).code
    const keeper = await town.open('compoundSecretary11', phoneZh, '/facilities')
    await keeper.getByText(p.next).waitFor()
    await town.expectAccessible(keeper)
    await keeper.getByRole('link', { name: p.start }).click()
    await keeper.getByRole('button', { name: p.save }).waitFor()
    await town.expectAccessible(keeper)
    await keeper.getByRole('button', { name: p.save }).click()
    await keeper.getByText(/已记录，下次/).waitFor()
  })

  it('is reported by a neighbour who scans it, and the next one sees that', async () => {
    const neighbour = await town.open(null, phoneZh, `/f/${code}`)
    await neighbour.getByLabel(p.wrong).fill('椅面断了一根木条')
    await town.expectAccessible(neighbour)
    await neighbour.getByRole('button', { name: p.send }).click()
    await neighbour.getByText(p.sent, { exact: true }).waitFor()
    const next = await town.open(null, phoneEn, `/f/${code}`)
    await next.getByText(/Reported for repair/).waitFor()
    await town.expectAccessible(next)
    const desk = await town.open('community1', wideEn, '/desk/facilities?show=fault')
    await desk.getByRole('link', { name: '中心花园座椅' }).first().waitFor()
    await town.expectAccessible(desk)
    expect(town.faults).toEqual([])
  })
})
