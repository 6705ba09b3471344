import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'
import { attendanceWords } from '../../modules/gatherings/pocket/attendance-words.ts'
import { words as gatheringBook } from '../../modules/gatherings/pocket/words.ts'
import { hostActivity } from '../../modules/neighbours/contract.ts'
import { aTeam, aVolunteer } from '../../modules/neighbours/hours/hours.fixture.ts'
import { hoursBook } from '../../modules/neighbours/hours/web/words.ts'
import { words as pocketBook } from '../../modules/neighbours/pocket/words.ts'
import { stepsFollow } from './journey.ts'
import { picture } from './picture.ts'
import { type E2eTown, openTown, phoneZh } from './town.fixture.ts'

const hour = 3_600_000
let town: E2eTown
let code: string
let teamId: Awaited<ReturnType<typeof aTeam>>
let names: readonly string[]
beforeAll(async () => {
  town = await openTown()
  const [leader, ...members] = [
    await aVolunteer(town, 'buildingLead111', 'building111'),
    await aVolunteer(town, 'resident1', 'building111'),
    await aVolunteer(town, 'centerHousehold112', 'building112'),
    await aVolunteer(town, 'gridWorker11', 'building111'),
  ]
  teamId = await aTeam(town, leader, members, 'community1')
  const from = (ms: number) => new Date(town.clock.now().getTime() + ms).toISOString()
  const body = { title: '义务理发进小区', venue: '小广场', startsAt: from(hour), endsAt: from(3 * hour) }
  ;({ code } = await town.signInAs('community1').call(hostActivity, { params: { teamId }, body }))
  const { persons } = town.town
  const keys = ['resident1', 'centerHousehold112', 'gridWorker11'] as const
  const ids = keys.map((key) => persons[key])
  const { rows } = await town.db.read((tx) =>
    sql<{ id: string; name: string }>`select id, name from people.persons_view
      where tenant_id = ${town.town.tenantId} and id = any(${ids}::uuid[])`.execute(tx),
  )
  names = keys.map((key) => rows.find(({ id }) => id === persons[key])?.name ?? '')
}, 120_000)
afterAll(() => town?.close())

// The leader and two volunteers have phones; the network goes in between.
describe('an activity of a team', () => {
  const w = wordsIn(attendanceWords, 'zh')
  const g = wordsIn(gatheringBook, 'zh')
  const n = wordsIn(pocketBook, 'zh')
  const b = wordsIn(hoursBook, 'zh')
  stepsFollow()
  let leader: Page
  let volunteer: Page

  const pass = async (ms: number) => {
    town.clock.move(ms)
    for (const page of [leader, volunteer]) await page.context().clock.setFixedTime(town.clock.now())
  }
  const check = (at: number) => leader.getByRole('button', { name: names[at] ?? '', pressed: false })
  const taken = (at: number) => leader.getByRole('button', { name: names[at] ?? '', pressed: true })

  it('is signed up for, and shows a code for the leader to scan', async () => {
    for (const who of ['centerHousehold112', 'resident1'] as const) {
      volunteer = await town.open(who, phoneZh, `/g/${code}`)
      await volunteer.getByRole('button', { name: g.signUp, exact: true }).click()
      await volunteer.getByText(w.mineText).waitFor()
    }
    await town.expectAccessible(volunteer)
  })

  it('stands first on the leader’s page of the team; two are checked in, one while the network is gone', async () => {
    leader = await town.open('buildingLead111', phoneZh, `/neighbours/teams/${teamId}`)
    await leader.getByRole('link', { name: n.attendance }).click()
    await leader.getByText(w.there(0, 2)).waitFor()
    await check(0).click()
    await taken(0).waitFor()
    await town.expectAccessible(leader)
    await leader.context().setOffline(true)
    await check(1).click()
    await leader.getByText(w.waits, { exact: false }).first().waitFor()
    // A member who did not sign up.
    await check(2).click()
    await leader.getByText(w.there(3, 3)).waitFor()
    await leader.context().setOffline(false)
    await expect.poll(() => leader.locator('.ga-note', { hasText: w.waits }).count(), { timeout: 20_000 }).toBe(0)
    await leader.getByText(w.there(3, 3)).waitFor()
  })

  it('gets a photo, and is closed when its time is over', async () => {
    await leader
      .locator('input[type=file]')
      .first()
      .setInputFiles(await picture('haircut'))
    await leader.getByRole('button', { name: w.send, exact: true }).click()
    await leader.getByText(w.sent).waitFor()
    await pass(3 * hour)
    await leader.reload()
    await leader.getByRole('button', { name: w.close }).click()
    await leader.getByRole('dialog').getByRole('button', { name: w.close }).click()
    await leader.getByText(w.over(3)).waitFor()
  })

  it('becomes hours of each, and is said to have been good', async () => {
    await leader.getByRole('link', { name: '去确认服务时长' }).click()
    await leader.getByRole('button', { name: b.confirm.confirm(3) }).click()
    await leader.getByText(b.confirm.settled).waitFor()
    await volunteer.goto(`${town.base}/my-hours`)
    await volunteer.getByText('义务理发进小区').waitFor()
    await volunteer.goto(`${town.base}/g/${code}`)
    await volunteer.getByText(g.materials).first().waitFor()
    await volunteer.locator('.ui-rating label').nth(4).click()
    await volunteer.getByLabel(g.rateWords).fill('邻居们都夸')
    await volunteer.getByRole('button', { name: g.send, exact: true }).click()
    await volunteer.getByText(g.rated).waitFor()
    await leader.goto(`${town.base}/neighbours/teams/${teamId}`)
    await leader.getByRole('link', { name: '义务理发进小区' }).click()
    await leader.getByText('邻居们都夸').waitFor()
    await town.expectAccessible(leader)
    expect(town.faults).toEqual([])
  })
})
