import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { listMatters } from '../../modules/matters/contract.ts'
import { words as intakeBook } from '../../modules/matters/desk/intake/words.ts'
import { words as listBook } from '../../modules/matters/desk/list/words.ts'
import { words as matterBook } from '../../modules/matters/desk/matter/words.ts'
import { transitionOf } from '../../modules/matters/matter.ts'
import { look, take } from '../../modules/matters/matter-app.fixture.ts'
import { words as pocketBook } from '../../modules/matters/pocket/matter/words.ts'
import { registerMatterSubject } from '../../modules/matters/public.ts'
import { saveRallyTeam } from '../../modules/matters/rally-teams/contract.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneZh, wideEn, wideZh } from './town.fixture.ts'

const firm = newId<'firm'>()
const name = { zh: '昆明灵光科技有限公司', en: 'Lingguang Technology Ltd' }

let town: E2eTown
let forgetFirm: () => void
beforeAll(async () => {
  town = await openTown()
  // For matters alone: one firm, of which a resident is the confirmed contact.
  forgetFirm = registerMatterSubject('firm', {
    name: async (_tx, _tenant, ids) => new Map(ids.filter((id) => id === firm).map((id) => [id, name])),
    members: async (_tx, _tenant, id) => (id === firm ? [town.town.persons.resident1] : []),
    subjectsOf: async (_tx, _tenant, person) => (person === town.town.persons.resident1 ? [firm] : []),
  })
  const { places, posts } = town.town
  await town.signInAs('street1').call(saveRallyTeam, {
    body: {
      ...{ name: '企业帮帮团', nameEn: 'Enterprise help team', placeId: places.street1 },
      ...{ posts: [posts.streetDepartment1, posts.waterDepartment], leadPostId: posts.streetDepartment1 },
    },
  })
}, 120_000)
afterAll(async () => {
  forgetFirm?.()
  await town?.close()
})

const said = '办公室楼下管道反复漏水，客户都进不来'

describe('a difficulty of a firm', () => {
  stepsFollow()
  let id = newId<'matter'>()
  const w = wordsIn(matterBook, 'zh')

  it('is taken down for the firm, from its own categories', async () => {
    const i = wordsIn(intakeBook, 'zh')
    const query = new URLSearchParams({ subjectKind: 'firm', subjectId: firm, subjectName: name.zh })
    const page = await town.open('community1', wideZh, `/desk/intake?${query}`)
    await page.getByText(name.zh).waitFor()
    await page.getByRole('textbox', { name: i.body }).fill(said)
    await page.getByRole('combobox', { name: i.place }).fill('机床厂小区')
    await page.getByRole('option').first().click()
    await page.getByRole('combobox', { name: i.category }).fill('物业')
    await page.getByRole('option', { name: /物业服务/ }).click()
    await town.expectAccessible(page)
    await page.getByRole('button', { name: i.save, exact: true }).click()
    await page.getByText(i.done.title).first().waitFor()
  })

  it('is called to the help team in one tap', async () => {
    const l = wordsIn(listBook, 'zh')
    const page = await town.open('street1', wideZh, '/desk/matters')
    await page.getByRole('link', { name: l.view.firms, exact: true }).click()
    await page.getByText(name.zh).waitFor()
    await page.getByRole('link', { name: new RegExp(said.slice(0, 6)) }).click()
    await page.getByRole('link', { name: name.zh }).waitFor()
    await page.getByRole('button', { name: transitionOf('rally').name.zh }).click()
    await page.getByRole('button', { name: /企业帮帮团 · 2 家/ }).click()
    const why = page.getByRole('textbox', { name: w.field.words.rally })
    await why.fill('请一起到企业看一看')
    await town.expectAccessible(page)
    await why.press('Control+Enter')
    await page.getByText(w.rally.left(2)).waitFor()
    const { rows } = await town.signInAs('street1').call(listMatters, { query: { subjectId: firm } })
    expect(rows[0]?.subject).toEqual({ kind: 'firm', id: firm, name })
    id = rows[0]?.id ?? id
    expect((await look(town.signInAs('street1'), id)).rally?.members).toHaveLength(2)
  })

  it('is answered, resolved, and confirmed by the firm on its phone', async () => {
    for (const who of ['streetDepartment1', 'waterDepartment'] as const)
      await take(town.signInAs(who), id, { action: 'answer_rally', words: '已到企业看过' })
    await take(town.signInAs('streetDepartment1'), id, { action: 'resolve', outcome: 'solved', words: '换了一段管子' })
    const p = wordsIn(pocketBook, 'zh')
    const page = await town.open('resident1', phoneZh, `/matters/${id}`)
    await page.getByText(said).first().waitFor()
    await page.getByRole('button', { name: p.yes, exact: true }).waitFor()
    await town.expectAccessible(page)
    await take(town.signInAs('resident1'), id, { action: 'confirm', rating: 5 })
    const desk = await town.open('street1', wideEn, `/desk/matters?subjectKind=firm&subjectId=${firm}`)
    await desk.getByText(name.en).first().waitFor()
    await town.expectAccessible(desk)
    expect((await look(town.signInAs('street1'), id)).state).toBe('closed')
  })
})
