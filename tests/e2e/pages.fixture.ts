import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pages as deskPages } from '../../apps/desk/pages.ts'
import { words as deskBook } from '../../apps/desk/words.ts'
import type { AppPage } from '../../apps/page.ts'
import { pages as pocketPages } from '../../apps/pocket/pages.ts'
import { words as pocketBook } from '../../apps/pocket/words.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { plannedName, plannedPosts } from '../../kernel/testing/town-plan.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { budgetSubject } from '../../modules/choices/budget/budget.fixture.ts'
import { choicesSubject } from '../../modules/choices/choices.fixture.ts'
import { consultationSubject } from '../../modules/consultations/consultations.fixture.ts'
import { openOpening, propose, registerSeeker } from '../../modules/employment/contract.ts'
import { aJob, aWish, bySpoken } from '../../modules/employment/employment.fixture.ts'
import {
  type ContactId,
  confirmContact,
  type FirmId,
  getFirm,
  registerFirm,
} from '../../modules/enterprises/contract.ts'
import { runJobs as runFirmImports, upload as uploadFirms } from '../../modules/enterprises/import/import.fixture.ts'
import { raiseDifficulty } from '../../modules/enterprises/portal/contract.ts'
import { fillTower } from '../../modules/enterprises/tower.fixture.ts'
import { facilityPages } from '../../modules/facilities/facilities.fixture.ts'
import { financePages } from '../../modules/finance/finance-app.fixture.ts'
import { gatheringSubject } from '../../modules/gatherings/gatherings.fixture.ts'
import { aHousehold, aMember, aRoom, entered } from '../../modules/households/household-app.fixture.ts'
import {
  runJobs as runHouseholdImports,
  upload as uploadHouseholds,
} from '../../modules/households/import/desk-import.fixture.ts'
import { ideaPages } from '../../modules/ideas/ideas.fixture.ts'
import { actByReceipt, report } from '../../modules/matters/contract.ts'
import { checkImport } from '../../modules/matters/import/contract.ts'
import { runJobs, upload, workbook } from '../../modules/matters/import/import.fixture.ts'
import { take } from '../../modules/matters/matter-app.fixture.ts'
import { disputePages } from '../../modules/mediation/mediation-pages.fixture.ts'
import { hoursPages } from '../../modules/neighbours/hours/hours.fixture.ts'
import { neighbourPages } from '../../modules/neighbours/neighbours.fixture.ts'
import { beginTerm, drawSample, recordFinding } from '../../modules/observers/contract.ts'
import { handOver } from '../../modules/people/handover/contract.ts'
import { issueLink } from '../../modules/people/public.ts'
import { bringRoster } from '../../modules/people/roster/roster.fixture.ts'
import { pastePlaces } from '../../modules/places/import/contract.ts'
import { policySubjects } from '../../modules/policies/policy-app.fixture.ts'
import { privacySubject } from '../../modules/privacy/privacy.fixture.ts'
import { renewalPages } from '../../modules/renewal/renewal-pages.fixture.ts'
import { safetyPages } from '../../modules/safety/safety.fixture.ts'
import { stationPages } from '../../modules/stations/stations.fixture.ts'
import { listDues } from '../../modules/visits/contract.ts'
import { firmAt, happen } from '../../modules/visits/visit-app.fixture.ts'
import { uiWords } from '../../ui/words.ts'
import { allViews } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, type View, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
/** What stands for the parts of a path that begin with `$`. */
let parts: Readonly<Record<string, string>>

const apps = { desk: { pages: deskPages, base: '/desk' }, pocket: { pages: pocketPages, base: '' } } as const
const views: readonly View[] = [wideZh, wideEn, phoneZh, phoneEn]

/** In a usual run each page is opened in one of the four views, by turns. */
const isOpenedIn = (view: View, turn: number): boolean => allViews || turn % views.length === views.indexOf(view)

/**
 * Opens every page of an app in both widths and both languages, each as somebody who may: by its address, or as by a link
 * within the app. One file an app, so that they run side by side.
 */
export function everyPageOpens(app: keyof typeof apps): void {
  beforeAll(async () => {
    town = await openTown({ lettersOnPhones: true })
    parts = await fill()
  }, 120_000)
  afterAll(() => town?.close())

  it.each(views)(
    '$width px, $lang',
    async (view) => {
      const opened = new Map<PersonKey | null, Page>()
      const found: string[] = []
      for (const [turn, page] of apps[app].pages.entries()) {
        if (!isOpenedIn(view, turn)) continue
        const who = whoMay(page)
        const path = apps[app].base + page.path.replace(/\$(\w+)/g, (_, name: string) => part(page, name))
        const tab = opened.get(who)
        const byAddress = isByAddress(view, turn)
        if (tab) await goTo(tab, path, byAddress)
        const screen = tab ?? (await town.open(who, view, path))
        opened.set(who, screen)
        const faults = (await faultsOf(screen, view, !byAddress || !allViews)).filter(
          (fault) => !saysRightly[page.path]?.test(fault),
        )
        found.push(...faults.map((fault) => `${path} for ${who ?? 'anyone'}: ${fault}`))
      }
      expect(found).toEqual([])
      expect(town.faults).toEqual([])
    },
    // Dozens of pages, each looked at by axe, beside other tests.
    300_000,
  )
}

/** All pages in one of the views of `npm run views`; some of them in a usual run, where each is opened once. */
const isByAddress = (view: View, turn: number): boolean => view === wideZh && (allViews || turn % 16 === 0)

/** What a page has to refuse in this town. */
const saysRightly: Readonly<Record<string, RegExp>> = {
  // Nobody set a provider up.
  '/sign-in/oidc': /没有开通统一登录|is not set up/,
}

/** The heading of the page that is left is marked, so that nobody takes it for the new one's. */
async function goTo(tab: Page, path: string, byAddress: boolean): Promise<void> {
  if (byAddress) await tab.goto(town.base + path)
  else
    await tab.evaluate((to) => {
      for (const heading of document.querySelectorAll('h1')) heading.dataset.left = ''
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
}

/** Matters in several states, in English, so that Chinese words on an English page are the page's own. */
async function fill(): Promise<Readonly<Record<string, string>>> {
  const said = 'The lamp in the stairway is out and nobody sees the steps at night'
  const { id, receiptCode } = await town.reportAt('building111', said, { category: '080201', phone: '12000001234' })
  const worker = town.signInAs('gridWorker11')
  await take(worker, id, { action: 'contact', words: 'On the way' })
  await take(worker, id, { action: 'resolve', outcome: 'solved', words: 'The bulb was replaced' })
  const more = { kind: 'demand', placeId: town.town.places.building111, category: '080201' }
  const { id: matterId } = await town
    .signInAs('resident1')
    .call(report, { body: { ...more, body: 'The cover at the gate is loose and rattles' } })
  const departments = [town.town.posts.waterDepartment, town.town.posts.streetDepartment1]
  await take(worker, matterId, { action: 'rally', departments, words: 'Please look at the pipe under it' })
  await town.reportAt('building112', 'Bikes block the way to the door')
  await town.deliver()
  const importId = await importSome()
  const firmImportId = await importFirms()
  const gathering = await gatheringSubject(town.signInAs('community1'), town.town.places.community1)
  const asked = await consultationSubject(town.signInAs('community1'), town.town.places.community1)
  const dueId = await someVisits()
  const desk = town.signInAs('community1')
  const { policy } = await policySubjects(desk, 'pages', town.town.places.building111)
  const placeId = town.town.places.building111
  await fillTower(town, 12)
  const firmId = await aFirm()
  return {
    ...(await someJobs(firmId)),
    gatheringId: gathering.gatheringId,
    ...(await someOwners()),
    ...(await aVote()),
    '/g/$code': gathering.code,
    ...(await ideaPages(desk, town.signInAs('resident2'), town.town.places.community1)),
    ...(await facilityPages(town)),
    gridId: town.town.grids.grid11,
    '/posts/$postId/handover': town.town.posts.gridWorker12,
    handoverId: await aHandover(),
    ...(await privacySubject(town.signInAs('resident1'))),
    ...(await neighbourPages(town)),
    ...(await hoursPages(town)),
    ...(await stationPages(town)),
    ...(await safetyPages(town)),
    ...(await renewalPages(town, desk, town.signInAs('resident2'))),
    ...(await disputePages(town)),
    consultationId: asked.consultation,
    '/o/$code': asked.consultationCode,
    '/o/$code/result': asked.consultationCode,
    // The page of an alarm is the list, whichever it is.
    alarmId: 'any',
    purpose: 'neighbours.help',
    importId,
    '/firms/imports/$importId': firmImportId,
    '/households/imports/$importId': await importHouseholds(),
    '/places/imports/$importId': await importPlaces(),
    '/people/imports/$importId': await importRoster(),
    dueId,
    code: policy,
    placeId,
    matterId,
    token: await aLink(),
    firmId,
    ...(await financePages(desk, town.signInAs('street1'), firmId as FirmId)),
    termId: await aTerm(),
    sampleId: await aSample(),
    ...(await aHome()),
    placeCode: '530103-building111',
    '/rules/kinds/$code': 'demand',
    tree: 'liren',
    '/t/$code': receiptCode,
    '/c/$code': '530103-community1',
    '/c/$code/gatherings': '530103-community1',
    '/c/$code/thanks': '530103-community1',
  }
}

/** A post that passes on: from the first grid's worker, who may look at it in either app. */
async function aHandover(): Promise<string> {
  const { posts, persons } = town.town
  const body = { personId: persons.buildingLead111, why: 'Moves to another office', note: 'Ask Zhou about the lamp' }
  const order = { params: { postId: posts.gridWorker11 }, body: { ...body, fromDay: '2027-01-04' } }
  return (await town.signInAs('administrator').call(handOver, order)).handoverId
}

/** Somebody who lives in a staircase of her own. */
async function aHome() {
  const changes = [entered({ kind: 'contact' }, { name: 'Mary Wang', phone: '10000005555' }), aMember('Mary Wang')]
  return { householdId: await aHousehold(town, await aRoom(town, 'building111', '2', 3, '301'), { changes }) }
}

/** An owner of a compound, and a question to it. */
async function someOwners() {
  const { compound11, building111 } = town.town.places
  const { compoundId, ownerId, questionId, code } = await choicesSubject(
    town.signInAs('community1'),
    compound11,
    building111,
    { name: 'Zhou Min', title: 'A door to each unit', words: 'Paid from the maintenance fund' },
  )
  return { compoundId, ownerId, questionId, '/w/$code': code, '/questions/$code': code }
}

/** A vote whose notice was given, with somebody on its register. */
async function aVote() {
  const items = ['Benches', 'Sockets in the bike shed', 'A ramp at the gate'].map((title, n) => ({
    ...{ title, words: 'As the neighbours asked', costFen: 3_000_000 + n * 1_000_000 },
  }))
  const said = { title: 'Small works of the year', words: 'Paid by the street', items }
  const voter = { name: 'Zhou Min', household: 'Building 1, 101' }
  const { compound11 } = town.town.places
  const { budgetId, code } = await budgetSubject(town.signInAs('community1'), compound11, { ...said, ...voter })
  return { budgetId, '/v/$code': code, '/v/$code/paper': code, '/votes/$code': code }
}

async function aTerm(): Promise<string> {
  const body = { name: 'Wang', phone: '12000006666', role: 'observer' as const, letterNumber: 'L-1', origin: 'Chamber' }
  const placeId = town.town.places.street1
  const term = { ...body, placeId, fromOn: '2026-11-01', toOn: '2027-11-01' }
  return (await town.signInAs('street1').call(beginTerm, { body: term })).id
}

/** A sample of one matter that was closed, with a finding. */
async function aSample(): Promise<string> {
  const { id: matterId, receiptCode } = await town.reportAt('building112', 'The lamp at the gate is out', {
    category: '080201',
  })
  const worker = town.signInAs('gridWorker11')
  await take(worker, matterId, { action: 'contact' })
  await take(worker, matterId, { action: 'resolve', outcome: 'explained', words: 'The power company was asked' })
  await town.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'confirm', rating: 4 } })
  const inspector = town.signInAs('supervisor')
  const { id } = await inspector.call(drawSample, { body: { name: 'November', filter: {}, size: 1, seed: 'seed' } })
  const found = { method: 'phone' as const, reached: true, solved: true, satisfaction: 4 }
  await inspector.call(recordFinding, { params: { sampleId: id, matterId }, body: found })
  return id
}

/** A link for somebody whom staff confirmed; looking at its page does not use it up. */
async function aLink(): Promise<string> {
  const { tenantId, persons } = town.town
  const newPerson = { name: 'Wang', phone: '12000005555' }
  const link = { tenantId, newPerson, purpose: 'firm' as const, issuedBy: persons.community1, at: town.clock.now() }
  return (await town.db.tx((tx) => issueLink(tx, town.services.secrets, link))).token
}

/** A job of that firm, a resident who fits it, and another who was proposed. */
async function someJobs(firmId: string) {
  const desk = town.signInAs('community1')
  const job = { title: 'Cashier', skills: ['Accounts'], words: 'Two days off', headcount: 2 }
  const { id: openingId } = await desk.call(openOpening, { params: { firmId: firmId as FirmId }, body: aJob(job) })
  const english = { kinds: ['Cashier'], skills: ['Accounts'], words: 'Close to home' }
  const person = { name: 'Zhao', phone: '12000007001', ...bySpoken, consentNote: 'At the counter' }
  const { id: seekerId } = await desk.call(registerSeeker, { body: { ...aWish(town), ...english, ...person } })
  const other = { ...person, name: 'Li', phone: '12000007002' }
  const { id: proposed } = await desk.call(registerSeeker, { body: { ...aWish(town), ...english, ...other } })
  const { id: referralId } = await desk.call(propose, { params: { openingId }, body: { seekerId: proposed } })
  return { openingId, seekerId, '/jobs/referrals/$referralId': referralId }
}

/** A firm that resident1, who holds no post, speaks for: their pages are opened as them. */
async function aFirm(): Promise<string> {
  const { places, phones, persons, tenantId } = town.town
  const staff = town.signInAs('community1')
  const contact = { name: 'Wang', phone: phones.resident1, duty: 'Manager' }
  const facts = [{ key: 'staff', value: 12 }]
  const firm = { name: 'Dianchi Software', nameEn: 'Dianchi Software', placeId: places.building111, contact, facts }
  const { firmId } = await staff.call(registerFirm, { body: firm })
  const { contacts } = await staff.call(getFirm, { params: { firmId } })
  const contactId = contacts[0]?.id as ContactId
  const { personId } = await staff.call(confirmContact, { params: { contactId }, body: { how: 'by phone' } })
  if (personId !== persons.resident1) throw new Error('the contact is another person')
  const body = { body: 'The goods lift has been out for three days and nobody comes' }
  await town.signInAs({ tenantId, personId }).call(raiseDifficulty, { params: { firmId }, body })
  return firmId
}

/** The firm of resident1 is a bank as well, so that both sides of finance are opened as them. */
/** An import that waits to be accepted, with a row that is wrong. */
async function importSome(): Promise<string> {
  const headers = ['Number', 'Content', 'Place', 'Time', 'State', 'Outcome', 'Resolved at']
  const rows = [
    ['1', 'The lamp at the gate is out', 'Machine Tool Works', '2026/11/2', 'open', null, null],
    ['2', 'The bench is broken', 'Mars Gardens', 'yesterday', null, null, null],
  ]
  const { id } = await upload(town, 'community1', await workbook(headers, rows), {}, 'register.xlsx')
  await town.signInAs('community1').call(checkImport, { params: { importId: id } })
  await runJobs(town)
  return id
}

/** Division codes that wait to be accepted, with a line that is wrong. */
async function importPlaces(): Promise<string> {
  const text = '530103020 Dianyuan\n53010 Nowhere'
  return (await town.signInAs('street1').call(pastePlaces, { body: { text } })).id
}

/** A roster that waits to be accepted, with a row that is wrong. */
async function importRoster(): Promise<string> {
  const rows = [
    ['Somebody New', '10000007101', '社区工作者', '天祥社区'],
    ['Somebody Else', '123', '社区工作者', '天祥社区'],
  ]
  return (await bringRoster(town, ['姓名', '手机', '职务', '社区'], rows, 'roster.xlsx')).id
}

/** Firms that wait to be accepted, with a row that is wrong. */
async function importFirms(): Promise<string> {
  const rows = [
    ['Lakeside Software', '530103-building111', 12],
    ['Martian Ltd', 'Mars Tower', 3],
  ]
  const { id } = await uploadFirms(town, 'firms', ['Name', 'Building', 'Staff'], rows)
  await runFirmImports(town)
  return id
}

async function importHouseholds(): Promise<string> {
  const rows = [
    ['530103-building111', '1', 9, '909', 'Lantern'],
    ['Mars Tower', '1', 9, '910', 'Kettle'],
  ]
  const { id } = await uploadHouseholds(town, ['Building', 'Staircase', 'Floor', 'Room', 'Contact'], rows)
  await runHouseholdImports(town)
  return id
}

/** A new firm to be called by the community, and a key firm to be visited. */
async function someVisits(): Promise<string> {
  await happen(town, await firmAt(town, 'building111', 'Lantern Software', ['key']), 'registered')
  await happen(town, await firmAt(town, 'building112', 'Kettle Works', ['key']), 'became_key')
  const { rows } = await town.signInAs('community1').call(listDues, { query: { q: 'Lantern', state: ['open'] } })
  return rows[0]?.id ?? ''
}

function part(page: AppPage, name: string): string {
  const value = parts[page.path] ?? parts[name]
  if (value === undefined) throw new Error(`say in this test what $${name} of ${page.path} stands for`)
  return value
}

const people: readonly PersonKey[] = ['community1', 'street1', 'gridWorker11', 'administrator', 'supervisor']
const roleOf = (who: PersonKey): Role | undefined => plannedPosts.find((post) => post.key === who)?.role

/** The first of `people` who may open it; nobody is signed in where none needs to be; residents where staff has no need of it. */
function whoMay(page: AppPage): PersonKey | null {
  const access = page.access ?? 'signed-in'
  if (access === 'public') return null
  if (
    access === 'signed-in' &&
    /^\/(?:firms?\/|disputes\/\$partyId|neighbours\/pairings\/|gatherings\/\$gatheringId\/attendance)/.test(page.path)
  )
    return 'resident1'
  // Where no post was named to answer, the administrator does.
  if (page.path === '/data-requests/$requestId' && access !== 'signed-in') return 'administrator'
  if (access === 'signed-in') return page.nav?.unless ? 'resident1' : 'community1'
  const may = people.find((who) => access.roles.some((role) => role === roleOf(who)))
  if (!may) throw new Error(`nobody in this test may open ${page.path}`)
  return may
}

/** What is wrong with the page on the screen, in words. */
async function faultsOf(screen: Page, view: View, withAxe: boolean): Promise<string[]> {
  const { width, lang } = view
  const found: string[] = []
  await screen.locator('h1:not([data-left])').first().waitFor()
  const loading = [uiWords.zh.loading, uiWords.en.loading, '正在打开…', 'Opening…']
  // Asked now and then: on every frame, laying the page out again for its text takes longer than the page itself.
  await screen.waitForFunction((said) => !said.some((one) => document.body.innerText.includes(one)), loading, {
    polling: 50,
  })
  for (const w of [wordsIn(deskBook, lang), wordsIn(pocketBook, lang)])
    for (const notice of [w.notFound, w.notForYou, w.broken])
      if (await screen.getByText(notice, { exact: true }).count()) found.push(notice)
  for (const alert of await screen.getByRole('alert').allInnerTexts()) if (alert.trim()) found.push(alert)
  if (width === 390) {
    const over = await screen.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth)
    if (over > 0) found.push(`${over} px wider than the screen`)
  }
  if (lang === 'en') found.push(...(await foreignWords(screen)).map((words) => `not English: ${words}`))
  // By address a page is new to the browser, and axe with it: as much work again, to find what the other views find.
  if (withAxe) await town.expectAccessible(screen).catch((error: Error) => found.push(error.message))
  return found
}

const names = [...plannedPosts.map((_, index) => plannedName(index)), plannedName(plannedPosts.length)]
/** The switch to Chinese is named in Chinese, and people keep their names, masked or whole. */
const notWords = ['中文', '里仁', ...names, ...names.map(maskName)]

/** Firms keep their names, as people do. */
const firmName = /[\p{Script=Han}\w ]*有限公司/gu

/** Disputes are numbered as courts number, and the title of a hazard found on a round is in the words of its checklist. */
const official = /〔\d{4}〕第\d+号|：不符合：\S+/g

/** Chinese on controls, headings and labels of an English page. */
async function foreignWords(screen: Page): Promise<string[]> {
  const said = await screen.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('h1, h2, h3, button, summary, label, legend, th, nav a, [aria-label]')]
      .filter((element) => element.checkVisibility())
      .map((element) => element.getAttribute('aria-label') ?? element.innerText.trim()),
  )
  return said.filter((words) =>
    /\p{Script=Han}/u.test(
      notWords.reduce((left, name) => left.replaceAll(name, ''), words.replace(firmName, '').replace(official, '')),
    ),
  )
}
