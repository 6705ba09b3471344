import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as guideBook } from '../../modules/briefings/desk/guide/words.ts'
import { words as listBook } from '../../modules/matters/desk/list/words.ts'
import { words as reportBook } from '../../modules/matters/pocket/report/words.ts'
import { words as workBook } from '../../modules/matters/pocket/work/words.ts'
import { words as rosterBook } from '../../modules/people/desk/roster/words.ts'
import { words as peopleBook } from '../../modules/people/desk/words.ts'
import { openSetUp } from '../../modules/people/public.ts'
import { codeAt } from '../../modules/people/second-factor.ts'
import { words as signInBook } from '../../modules/people/web/words.ts'
import { words as placeImportBook } from '../../modules/places/desk/import/words.ts'
import { words as placeBook } from '../../modules/places/desk/words.ts'
import { workbook } from '../../modules/places/import/import.fixture.ts'
import { stepsFollow } from './journey.ts'
import { type E2eOffice, openOffice, phoneEn, phoneZh, type View, wideZh } from './town.fixture.ts'

let office: E2eOffice
let setUpCode = ''
beforeAll(async () => {
  office = await openOffice()
  // What `liren serve` prints.
  setUpCode = (await openSetUp(office.db, office.clock)) ?? ''
}, 180_000)
afterAll(() => office?.close())

const g = wordsIn(guideBook, 'zh')
const r = wordsIn(rosterBook, 'zh')
const p = wordsIn(peopleBook, 'zh')
const s = wordsIn(signInBook, 'zh')
const d = wordsIn(placeImportBook, 'zh')
const grids = wordsIn(placeBook, 'zh').grids
const report = wordsIn(reportBook, 'zh')

const password = 'paper lantern river bridge'
const said = '一单元门口的井盖松了，晚上走路容易绊倒'

// docs/first-day.md, step by step: from an empty database to the first matter that the desk sees.
describe('the first day of an office', () => {
  stepsFollow()
  let desk: Page
  let secret = ''
  const button = (name: string) => desk.getByRole('button', { name, exact: true })
  const dialog = () => desk.getByRole('dialog')
  const step = (name: string) => desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name }) })
  const goBy = async (name: string, way: string) => {
    await desk.goto(`${office.base}/desk/start`)
    await step(name).getByRole('link', { name: way }).click()
  }
  const codeFor = async (person: string) => {
    await desk.goto(`${office.base}/desk/people`)
    await desk.getByRole('link', { name: person }).click()
    await button(r.staff.invite).click()
    await button(p.dialog.issue).click()
    return (await dialog().getByRole('status').textContent()) ?? ''
  }
  const signIn = async (view: View, path: string, phone: string, code: string) => {
    const page = await office.open(view, path)
    await page.getByRole('tab', { name: s.byCode }).click()
    await page.getByRole('textbox', { name: s.login }).fill(phone)
    await page.getByRole('textbox', { name: s.oneTimeCode }).fill(code)
    await page.getByLabel(s.newPassword).fill(password)
    await page.getByRole('button', { name: s.signIn }).click()
    return page
  }

  it('is set up with the code of the console, and the administrator with a second lock', async () => {
    desk = await office.open(wideZh, '/desk/set-up')
    await desk.getByLabel(p.setUp.code).fill(setUpCode)
    await desk.getByLabel(p.setUp.tenantCode).fill('530103005')
    await desk.getByLabel(p.setUp.tenantName, { exact: true }).fill('金辰街道')
    await desk.getByLabel(p.setUp.name, { exact: true }).fill('管理员')
    await desk.getByLabel(p.setUp.login).fill('root')
    await desk.getByLabel(p.setUp.password, { exact: true }).fill(password)
    await desk.getByLabel(s.repeat).fill(password)
    await button(p.setUp.make).click()
    await desk.getByRole('heading', { name: s.enrolTitle }).waitFor()
    await desk.getByLabel(s.password, { exact: true }).fill(password)
    await button(s.start).click()
    secret = ((await desk.getByRole('status', { name: s.secret }).textContent()) ?? '').replaceAll(/\s/g, '')
    await desk.getByLabel(s.secondCode).fill(codeAt(secret, office.clock.now()))
    await button(s.confirm).click()
    await desk.getByRole('heading', { name: g.title }).waitFor()
    await step(g.steps.places.name).getByText(g.state.todo).waitFor()
    await office.expectAccessible(desk)
  })

  it('has its places by the official codes, and a grid', async () => {
    await goBy(g.steps.places.name, g.steps.places.go)
    await desk.getByLabel(d.paste).fill('530103005 金辰街道办事处\n530103005001 天祥社区居委会\n530103006 别的街道')
    await button(d.pasteSend).click()
    await button(d.accept('1')).click()
    await desk.getByRole('heading', { name: d.done }).waitFor()
    await goBy(g.steps.grids.name, g.steps.grids.go)
    await button(grids.add).click()
    await dialog().getByLabel(grids.home).waitFor()
    await dialog().getByLabel(grids.name, { exact: true }).fill('第一网格')
    await dialog().getByRole('button', { name: grids.add, exact: true }).click()
    await desk.getByRole('list', { name: grids.caption }).getByText('第一网格').waitFor()
  })

  it('brings in its roster as it keeps it: looks at each row, accepts, and the people are there', async () => {
    await goBy(g.steps.roster.name, g.steps.roster.go)
    const rows = [
      ['张桂兰', '10000008001', '社区党委书记', '天祥社区', null, '2023.5'],
      ['李建国', '10000008002', '专职网格员', '天祥社区', '第一网格', '2024-03-01'],
      ['王小梅', '1000000', '社区工作者', '天祥社区', null, null],
    ]
    const buffer = await workbook(['姓名', '联系电话', '职务', '所属社区', '责任网格', '任职时间'], rows)
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await desk.locator('input[type=file]').setInputFiles({ name: '花名册.xlsx', mimeType, buffer })
    await desk.getByRole('heading', { name: r.foretold }).waitFor()
    await desk.getByText('李建国 · 第一网格专职网格员').waitFor()
    await desk.getByText('应是 11 位手机号').waitFor()
    await office.expectAccessible(desk)
    await button(r.accept('2', '2')).click()
    // A worker writes it.
    await desk.getByRole('heading', { name: r.done }).waitFor()
    await desk.getByRole('link', { name: r.open }).click()
    await desk.getByRole('link', { name: '李建国' }).waitFor()
    await office.expectAccessible(desk)
  })

  it('invites the grid worker, who signs in on a phone and reports', async () => {
    const phone = await signIn(phoneZh, '/work', '10000008002', await codeFor('李建国'))
    await phone.getByRole('heading', { name: wordsIn(workBook, 'zh').title }).waitFor()
    await phone.goto(`${office.base}/patrol`)
    await phone.getByRole('button', { name: report.choosePlace }).click()
    await phone.getByRole('button', { name: report.chooseHere('天祥社区') }).click()
    await phone.getByLabel(report.what).fill(said)
    await phone.getByRole('button', { name: report.sendPatrol, exact: true }).click()
    await phone.getByRole('heading', { name: report.sentTitle }).waitFor()
    expect(office.faults).toEqual([])
  })

  it('sees it at the desk, and the guide says what remains', async () => {
    const community = await signIn(wideZh, '/desk/matters', '10000008001', await codeFor('张桂兰'))
    await community.getByRole('heading', { name: wordsIn(listBook, 'zh').title }).waitFor()
    await community.getByText(said).first().waitFor()
    await desk.goto(`${office.base}/desk/start`)
    // Everything is there and everybody was invited: the guide leaves by itself.
    await desk.getByText(g.complete, { exact: true }).waitFor()
    await office.expectAccessible(desk)
    await desk.goto(`${office.base}/desk/people`)
    await desk.getByRole('link', { name: '李建国' }).waitFor()
    expect(await desk.getByRole('navigation').getByRole('link', { name: g.title }).count()).toBe(0)
  })

  it('shows who works here on a small screen, in English', async () => {
    const e = wordsIn(signInBook, 'en')
    // A code of the authenticator is good once.
    office.clock.move(60_000)
    const small = await office.open(phoneEn, '/desk/people')
    await small.getByRole('textbox', { name: e.login }).fill('root')
    await small.getByLabel(e.password, { exact: true }).fill(password)
    await small.getByRole('button', { name: e.signIn }).click()
    await small.getByLabel(e.secondCode).fill(codeAt(secret, office.clock.now()))
    await small.getByRole('button', { name: e.signIn }).click()
    await small.getByRole('heading', { name: wordsIn(rosterBook, 'en').staff.title }).waitFor()
    await small.getByText('李建国').first().waitFor()
    await office.expectAccessible(small)
    expect(office.faults).toEqual([])
  })
})
