import { randomBytes } from 'node:crypto'
import { newId, type PlaceId, type PostId } from '../../kernel/contract/ids.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import { type AddBody, addFacility, registerDevice } from './contract.ts'
import { signatureHeaders, signatureOf } from './door/signature.ts'
import { findSilent } from './door/silence.ts'
import { askResidence, listResidences, type MakeBody, makePass } from './passes/contract.ts'
import type { DeviceId, FacilityId } from './tables.ts'
import { verifyFacilities } from './verify.ts'

const benchAt = { lng: 102.703, lat: 25.004 }

/** A bench of compound11, kept by its secretary and inspected every 30 days, unless said otherwise. */
export const aFacility = (app: TestApp, more: Partial<AddBody> = {}) =>
  app.signInAs('community1').call(addFacility, {
    body: {
      ...{ kind: 'bench', name: '中心花园座椅', placeId: app.town.places.compound11, point: benchAt },
      ...{ keeperPostId: app.town.posts.compoundSecretary11, rhythmDays: 30, ...more },
    },
  })

/** A gate of compound11 with the device that speaks for it. */
export async function aGate(app: TestApp, name = '东门道闸') {
  const { id, code } = await aFacility(app, { kind: 'gate', name })
  const device = await app.signInAs('community1').call(registerDevice, { params: { facilityId: id }, body: {} })
  return { id, code, ...device }
}

export interface Device {
  readonly deviceId: DeviceId
  readonly secret: string
}

export interface Sending {
  readonly nonce?: string
  readonly timestamp?: number
  /** In place of the headers that are right. */
  readonly headers?: Readonly<Record<string, string>>
  /** In place of the bytes that were signed. */
  readonly sent?: string
}

/** The headers that a device sends with a body. */
export function signedHeaders(device: Device, body: string, timestamp: number, nonce: string) {
  return {
    'content-type': 'application/json',
    [signatureHeaders.device]: device.deviceId,
    [signatureHeaders.timestamp]: String(timestamp),
    [signatureHeaders.nonce]: nonce,
    [signatureHeaders.signature]: signatureOf(device.secret, timestamp, nonce, Buffer.from(body)).toString('hex'),
  }
}

export const newNonce = (): string => randomBytes(16).toString('hex')

/** Sends what a device sends. */
export async function send(app: TestApp, device: Device, path: string, body: unknown, more: Sending = {}) {
  const text = JSON.stringify(body)
  const timestamp = more.timestamp ?? Math.floor(app.clock.now().getTime() / 1000)
  const headers = { ...signedHeaders(device, text, timestamp, more.nonce ?? newNonce()), ...more.headers }
  const response = await app.server.inject({ method: 'POST', url: path, headers, payload: more.sent ?? text })
  return { status: response.statusCode, body: response.json() }
}

/** An event of a device as it happens now, or some seconds ago. */
export const anEvent = (app: TestApp, type: string, more: Record<string, unknown> = {}, secondsAgo = 0) => ({
  ...{ id: newId().replaceAll('-', ''), type },
  at: new Date(app.clock.now().getTime() - secondsAgo * 1000).toISOString(),
  ...more,
})

export const tellEvents = (app: TestApp, device: Device, events: readonly object[], more: Sending = {}) =>
  send(app, device, '/device/v1/events', { events }, more)

export const check = async (app: TestApp, device: Device, code: string, id: string = newNonce()) =>
  (await send(app, device, '/device/v1/passes/check', { id, code })).body as { allowed: boolean; reason: string | null }

/** A pass of resident1, who lives in compound11. */
export const aPass = (app: TestApp, gateIds: readonly FacilityId[], more: Partial<MakeBody> = {}) =>
  app.signInAs('resident1').call(makePass, {
    body: {
      ...{ compoundId: app.town.places.compound11, gateIds: [...gateIds], kind: 'once', hours: 24, ...more },
    },
  })

export const silentNow = (app: TestApp) => findSilent(app.services)

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const report = ({ check: name, what }: { check: string; what: string }) => void found.push(`${name}: ${what}`)
  const { tenantId } = app.town
  await app.db.read((tx) => verifyFacilities({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** A gate with a device and somebody who asks to be confirmed: what the access matrix asks about. */
export async function facilitySubject(
  who: TestClient,
  neighbour: TestClient,
  at: { readonly compoundId: PlaceId; readonly keeperPostId: PostId },
) {
  const body = { kind: 'gate' as const, name: '南门道闸', placeId: at.compoundId, point: benchAt }
  const { id: facilityId, code } = await who.call(addFacility, { body: { ...body, keeperPostId: at.keeperPostId } })
  await neighbour.call(askResidence, { body: { placeId: at.compoundId, home: '3栋 2单元 501' } })
  const { rows } = await who.call(listResidences, { query: { state: 'asked' } })
  return { facilityId, code, compoundId: at.compoundId, keeperPostId: at.keeperPostId, residenceId: rows[0]?.id ?? '' }
}

/** A gate that was heard and has a fault, a bench that falls due, and a pass: what the pages are opened with. */
export async function facilityPages(app: TestApp) {
  const gate = await aGate(app, 'East gate')
  await tellEvents(app, gate, [anEvent(app, 'opened', { way: 'pass' }, 60), anEvent(app, 'fault', { code: 'motor' })])
  await aFacility(app, { name: 'Garden bench', rhythmDays: 2, keeperPostId: app.town.posts.gridWorker11 })
  const { token } = await aPass(app, [gate.id], { label: 'Parcel' })
  await app.signInAs('resident2').call(askResidence, {
    body: { placeId: app.town.places.building111, home: 'Building 1, 301' },
  })
  return { facilityId: gate.id, '/f/$code': gate.code, '/p/$token': token }
}
