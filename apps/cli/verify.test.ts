import { afterAll, beforeAll, expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'
import { tamper } from '../../kernel/testing/tamper.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { atDatabase, liren } from './terminal.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
  await app.reportAt('building111', '路灯不亮三天了,晚上看不见路')
})
afterAll(() => app.close())

it('says that all agrees, or what does not, in words and as JSON', async () => {
  const env = atDatabase(app.db.url)
  const clean = await liren(['verify', '--json'], env)
  expect(clean).toMatchObject({ code: 0, stderr: '' })
  const { tenants, streams, events, matters, broken: none, seconds, hashes, ...others } = JSON.parse(clean.stdout)
  expect({ tenants, streams, events, matters, none }).toEqual({
    tenants: 1,
    streams: 1,
    events: 1,
    matters: 1,
    none: [],
  })
  expect(seconds).toEqual(expect.any(Number))
  // By which the town's people are found.
  expect(hashes).toBeGreaterThan(0)
  // Every module says how much it looked at: here there is nothing but the one matter.
  expect(Object.keys(others)).toEqual(expect.arrayContaining(['firms', 'verdicts', 'visits', 'wants', 'openings']))
  expect(Object.values(others).every((count) => count === 0)).toBe(true)
  await tamper(app.db.url, `update matters.matters set priority = 'urgent'`)
  const broken = await liren(['verify', '--json'], env)
  expect(broken.code).toBe(1)
  expect(JSON.parse(broken.stdout)).toMatchObject({
    found: 1,
    broken: [{ check: 'matters.standing', tenantId: app.town.tenantId, what: expect.stringContaining('priority') }],
  })
  const inWords = await liren(['verify'], env)
  expect(inWords.code).toBe(1)
  expect(inWords.stdout).toMatch(
    /^matters\.standing: tenant .*, stream matters:.*priority is "urgent", the ledger says "normal"/,
  )
  expect(inWords.stdout).toMatch(/broken: 1 \(1 tenants, 1 streams, 1 events, 0 consentTexts, 0 files, 1 matters/)
}, 120_000)

it('does not take an empty folder for a sound one', async () => {
  const { code, stderr } = await liren(['verify', '--data', inProject('no-such-folder')], atDatabase(''))
  expect(code).toBe(1)
  expect(stderr).toContain('there is no data in')
})
