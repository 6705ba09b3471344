import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatterId, newId, type PersonId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { recordBuilding } from '../../modules/enterprises/buildings-contract.ts'
import {
  type ContactId,
  confirmContact,
  type FirmId,
  getFirm,
  registerFirm,
  type SuiteId,
} from '../../modules/enterprises/contract.ts'
import { words as firmBook } from '../../modules/enterprises/pocket/words.ts'
import { issueContactLink, myFirm } from '../../modules/enterprises/portal/contract.ts'
import { words as listBook } from '../../modules/matters/desk/list/words.ts'
import { transitionOf } from '../../modules/matters/matter.ts'
import { look, take } from '../../modules/matters/matter-app.fixture.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as matterBook } from '../../modules/matters/pocket/matter/words.ts'
import { words as reportBook } from '../../modules/matters/pocket/report/words.ts'
import { saveRallyTeam } from '../../modules/matters/rally-teams/contract.ts'
import { words as linkBook } from '../../modules/people/pocket/words.ts'
import { formatIn } from '../../ui/format.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
let firmId: FirmId
let contactId: ContactId
let personId: PersonId
beforeAll(async () => {
  town = await openTown()
  await openFirm()
}, 120_000)
afterAll(() => town?.close())

const said = '写字楼货梯坏了三天，出货要靠人搬，想请协调物业尽快修好'

/** An office building, a firm that moves in, and a contact whom staff confirm. */
async function openFirm(): Promise<void> {
  const staff = town.signInAs('community1')
  const suite = newId<'suite'>() as SuiteId
  await staff.call(recordBuilding, {
    body: {
      placeId: town.town.places.building111,
      floorsAbove: 3,
      purpose: 'office',
      openedOn: '2025-01-01',
      suites: [{ id: suite, floor: 3, number: '302', areaCm2: 2_000_000, purpose: 'office' }],
    },
  })
  const registered = await staff.call(registerFirm, {
    body: {
      name: '滇池软件有限公司',
      nameEn: 'Dianchi Software Ltd',
      moveIn: { suiteIds: [suite], on: '2026-03-01', basis: 'rent', leaseUntil: '2027-02-28', rentFenMonth: 1_280_000 },
      contact: { name: '王小满', phone: '10000061234', duty: '经理' },
      facts: [
        { key: 'staff', value: 32, asOf: '2026-09-30' },
        { key: 'industry', value: 'I65', asOf: '2026-09-30' },
      ],
      tags: ['内部关注'],
    },
  })
  firmId = registered.firmId
  const firm = await staff.call(getFirm, { params: { firmId } })
  contactId = firm.contacts[0]?.id as ContactId
  const confirmed = await staff.call(confirmContact, { params: { contactId }, body: { how: '当面核对工牌' } })
  personId = confirmed.personId
}

/** The contact opens a link of their own on their phone. */
async function entered(view: typeof phoneZh): Promise<Page> {
  const { token } = await town.signInAs('community1').call(issueContactLink, { params: { contactId } })
  const phone = await town.open(null, view, `/k/${token}?next=/firm`)
  await phone.getByRole('button', { name: wordsIn(linkBook, view.lang).enter }).click()
  await phone.getByRole('heading', { level: 1, name: wordsIn(firmBook, view.lang).title }).waitFor()
  return phone
}

describe('a firm on the phone', () => {
  const w = wordsIn(firmBook, 'zh')
  const report = wordsIn(reportBook, 'zh')
  const matter = wordsIn(matterBook, 'zh')

  stepsFollow()
  let phone: Page
  let id: MatterId

  it('enters by the link, and stands before its own page', async () => {
    phone = await entered(phoneZh)
    await phone.getByRole('heading', { name: '滇池软件有限公司' }).waitFor()
    await phone.getByText('302').first().waitFor()
    await phone.getByRole('navigation').getByRole('link', { name: '企业' }).waitFor()
    await town.expectAccessible(phone)
  })

  it('says what is difficult, and is told who has it and by when', async () => {
    await phone.getByRole('link', { name: w.demand }).click()
    await phone.getByRole('button', { name: w.send }).click()
    await phone.getByText(w.tooShort).waitFor()
    await phone.getByRole('textbox', { name: w.what }).fill(said)
    await phone.getByRole('radio', { name: '电梯空调' }).check({ force: true })
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: w.send }).click()
    await phone.getByRole('heading', { name: report.sentTitle }).waitFor()
    await phone.getByText('安居物业').waitFor()
    await town.expectAccessible(phone)
  })

  it('reaches the property firm of the building, and stands among the difficulties of firms at the desk', async () => {
    const desk = await town.open('community1', wideZh, '/desk/matters')
    await desk.getByRole('link', { name: wordsIn(listBook, 'zh').view.firms }).click()
    await desk.getByText('滇池软件有限公司').first().waitFor()
    const row = desk.getByRole('link', { name: said.slice(0, 10) }).first()
    id = ((await row.getAttribute('href')) ?? '').split('/').at(-1) as MatterId
    const seen = await look(town.signInAs('propertyFirm1'), id)
    expect(seen).toMatchObject({ state: 'assigned', kind: 'firm_demand', subject: { id: firmId } })
    expect(seen.relations).toContain('holder')
  })

  it('is helped by a team that is called together and answers', async () => {
    const { posts, places } = town.town
    const team = await town.signInAs('street1').call(saveRallyTeam, {
      body: {
        name: '企业帮帮团',
        nameEn: 'Help team',
        placeId: places.street1,
        posts: [posts.streetDepartment1, posts.waterDepartment],
        leadPostId: posts.streetDepartment1,
      },
    })
    const holder = town.signInAs('propertyFirm1')
    await take(holder, id, { action: 'contact', words: '已到现场看过' })
    const departments = team.posts.map((post) => post.postId)
    await take(holder, id, { action: 'rally', departments, leadPostId: team.leadPostId, words: '请一起到场' })
    await take(town.signInAs('streetDepartment1'), id, { action: 'answer_rally', words: '已约维保单位' })
    await take(town.signInAs('waterDepartment'), id, { action: 'answer_rally', words: '井道已排水' })
    const outcome = { action: 'resolve', outcome: 'solved', words: '货梯已修好，试运行正常' } as const
    await take(town.signInAs('streetDepartment1'), id, outcome)
    await town.deliver()
  })

  it('is answered by the firm, and closed', async () => {
    await phone.getByRole('navigation').getByRole('link', { name: '企业' }).click()
    await phone.getByRole('heading', { name: w.waiting }).waitFor()
    await town.expectAccessible(phone)
    await phone
      .getByRole('link')
      .filter({ hasText: said.slice(0, 10) })
      .click()
    await phone.getByRole('heading', { name: matter.askTitle }).waitFor()
    await phone.getByText('货梯已修好，试运行正常').first().waitFor()
    await phone.getByRole('button', { name: matter.yes }).click()
    const sheet = phone.getByRole('dialog')
    await sheet.getByRole('radio', { name: /^5/ }).check({ force: true })
    await sheet.getByRole('button', { name: transitionOf('confirm').name.zh }).click()
    await sheet.waitFor({ state: 'hidden' })
    await phone.getByText(wordsIn(matterWords, 'zh').state.closed, { exact: true }).first().waitFor()
    expect((await look(town.signInAs('community1'), id)).state).toBe('closed')
    await phone.getByRole('navigation').getByRole('link', { name: '企业' }).click()
    await phone.getByRole('heading', { name: w.past }).waitFor()
  })

  it('is nobody else’s: a neighbour has no such page', async () => {
    const neighbour = await town.open('resident1', phoneZh, `/firm/${firmId}/data`)
    await neighbour.getByText(w.notHere).waitFor()
    expect(await neighbour.getByRole('navigation').getByRole('link', { name: '企业', exact: true }).count()).toBe(0)
    expect(town.faults).toEqual([])
  })
})

describe('the data of a firm, in English', () => {
  const w = wordsIn(firmBook, 'en')
  const { date } = formatIn('en')

  stepsFollow()
  let phone: Page

  it('is seen with who said it and when; tags of the staff are not', async () => {
    phone = await entered(phoneEn)
    await phone.getByRole('link', { name: w.data }).click()
    await phone.getByText('Dianchi Software Ltd').first().waitFor()
    await phone
      .getByText(w.said('Staff', date('2026-09-30')))
      .first()
      .waitFor()
    await phone.getByText(w.until(date('2027-02-28'))).waitFor()
    expect(await phone.getByText('内部关注').count()).toBe(0)
    await town.expectAccessible(phone)
  })

  it('is put right: the new value counts, the earlier one stays to be read', async () => {
    await phone.getByRole('button', { name: `${w.edit} Staff` }).click()
    const sheet = phone.getByRole('dialog')
    await sheet.getByRole('textbox', { name: w.value }).fill('many')
    await sheet.getByRole('button', { name: w.save }).click()
    await sheet.getByText(w.wrong).waitFor()
    await town.expectAccessible(phone)
    await sheet.getByRole('textbox', { name: w.value }).fill('41')
    await sheet.getByRole('button', { name: w.save }).click()
    await sheet.waitFor({ state: 'hidden' })
    await phone.getByText('41', { exact: true }).waitFor()
    await phone.getByText(w.earlier(1)).click()
    await phone.getByText('32').first().waitFor()
    const member = town.signInAs({ tenantId: town.town.tenantId, personId })
    const { facts } = await member.call(myFirm, { params: { firmId } })
    expect(facts.find((fact) => fact.key === 'staff')).toMatchObject({ value: 41, source: 'firm' })
  })

  it('asks for what stands on papers: a matter that can be followed', async () => {
    await phone.getByRole('button', { name: w.propose }).click()
    const sheet = phone.getByRole('dialog')
    await sheet.getByRole('textbox', { name: w.name }).fill('滇池智能科技有限公司')
    await sheet.getByRole('textbox', { name: w.why }).fill('New licence of last month')
    await town.expectAccessible(phone)
    await sheet.getByRole('button', { name: w.proposeSend }).click()
    await sheet.getByRole('link', { name: w.see }).click()
    await phone.getByText('New licence of last month').first().waitFor()
    expect(town.faults).toEqual([])
  })
})
