import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { endIdea, giveIdea, planCall, stepCall } from '../../modules/ideas/contract.ts'
import { aCall } from '../../modules/ideas/ideas.fixture.ts'
import { upload } from '../../modules/matters/acts/flow.fixture.ts'
import { actByReceipt } from '../../modules/matters/contract.ts'
import { take } from '../../modules/matters/matter-app.fixture.ts'
import {
  addEvidence,
  addPhoto,
  addSpot,
  beginStage,
  changeItem,
  type EvidenceBody,
  finishStage,
  getProject,
  type ProjectView,
} from '../../modules/renewal/contract.ts'
import { words as deskBook } from '../../modules/renewal/desk/words.ts'
import { words as pocketBook } from '../../modules/renewal/pocket/words.ts'
import { stateNames } from '../../modules/renewal/project.ts'
import { type StageCode, stageOf } from '../../modules/renewal/stages.ts'
import { renewalBook } from '../../modules/renewal/web/words.ts'
import { stepsFollow } from './journey.ts'
import { picture } from './picture.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 180_000)
afterAll(() => town?.close())

const idea = '车棚加装充电口'
const hazard = '二单元楼道有燃气味，管子生锈'
const title = '机床厂小区微提升'

// The community sits at a desk; the author of the idea and a neighbour, who is named inspector, have phones.
describe('a renewal, from an idea and a hazard to works that somebody keeps', () => {
  const w = wordsIn(deskBook, 'zh')
  const p = wordsIn(pocketBook, 'zh')
  const n = wordsIn(renewalBook, 'zh')
  stepsFollow()
  let desk: Page
  let phone: Page
  let reported: Awaited<ReturnType<E2eTown['reportAt']>>
  let projectId: ProjectView['id']
  let code: string

  const community = () => town.signInAs('community1')
  const today = () => dayOf(town.clock.now())
  const stageName = (stage: StageCode) => stageOf(stage).name.zh
  const openDesk = async (part = '') => {
    await desk.goto(`${town.base}/desk/renewals/${projectId}${part}`)
    await desk.getByRole('heading', { name: title, level: 1 }).waitFor()
  }
  const stageLine = (stage: StageCode) =>
    desk
      .locator('details')
      .filter({ hasText: stageName(stage) })
      .first()

  it('is planned at the desk from what is there: nothing is typed twice', async () => {
    const { id: callId, code: door } = await community().call(planCall, { body: aCall(town.town.places.community1) })
    await community().call(stepCall, { params: { callId }, body: { step: 'open' } })
    const given = { params: { code: door }, body: { title: idea, body: '现在飞线充电不安全。', costFen: 800_000 } }
    const { id: ideaId } = await town.signInAs('resident1').call(giveIdea, given)
    await community().call(endIdea, { params: { ideaId }, body: { end: 'adopt' } })
    reported = await town.reportAt('building111', hazard, { category: '020301' })

    desk = await town.open('community1', wideZh, '/desk/renewals')
    await desk.getByText(w.none).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: w.add }).click()
    await desk.getByRole('heading', { name: w.form.newTitle }).waitFor()
    await desk.getByLabel(w.form.title, { exact: true }).fill(title)
    await desk.getByLabel(w.form.households, { exact: true }).fill('10')
    await desk.getByLabel(w.form.householdsSource).fill('户籍底册')
    await desk.getByRole('checkbox', { name: idea }).check()
    await desk.getByRole('button', { name: w.form.saveNew }).click()
    await desk.getByText(w.form.fault.pick).waitFor()
    await desk.getByLabel(w.origin.itemOf(idea)).selectOption('I07')
    await desk.getByRole('checkbox', { name: hazard }).check()
    await desk.getByLabel(w.origin.itemOf(hazard)).selectOption('S01')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.form.saveNew }).click()
    await desk.getByRole('heading', { name: title, level: 1 }).waitFor()
    projectId = desk.url().split('/').at(-1)?.split('?')[0] as ProjectView['id']
    await desk.getByRole('link', { name: w.part.works }).click()
    await desk.getByRole('link', { name: idea }).waitFor()
    await desk.getByRole('link', { name: hazard }).waitFor()
    await town.expectAccessible(desk)
  })

  it('is given its days and started', async () => {
    await openDesk()
    await desk.getByRole('button', { name: w.stage.planFill }).click()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.stage.planSave }).click()
    await desk.getByRole('table', { name: n.picture.label }).waitFor()
    await desk.getByRole('button', { name: w.step.start }).click()
    await desk.getByText(stateNames.running.zh, { exact: true }).waitFor()
    code = ((await desk.locator('.ui-scan-words').textContent()) ?? '').trim()
    await town.expectAccessible(desk)
  })

  it('is read by everybody; a neighbour asks and says how things are before', async () => {
    const anybody = await town.open(null, phoneZh, `/x/${code}`)
    await anybody.getByText(p.readyStage(stageName('survey'))).waitFor()
    await anybody.getByText(n.fromIdeas(1)).waitFor()
    await anybody.getByText(p.signIn).first().waitFor()
    await town.expectAccessible(anybody)
    phone = await town.open('resident2', phoneZh, `/x/${code}`)
    await phone.getByRole('radio', { name: '2 不满意' }).check({ force: true })
    await phone.getByRole('button', { name: p.send }).click()
    await phone.getByText(p.answered).waitFor()
    await phone.getByRole('button', { name: p.ask }).click()
    await phone.getByRole('textbox', { name: p.ask }).fill('施工时从哪里走？')
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: p.send }).click()
    await phone.getByText(p.waiting).waitFor()

    await openDesk('?part=neighbours')
    await desk.getByRole('button', { name: w.question.answer }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByRole('textbox', { name: w.question.answer }).fill('从北门走，年底前恢复。')
    await dialog.getByRole('button', { name: w.question.answer }).click()
    await desk.getByText('从北门走，年底前恢复。').waitFor()
    await town.expectAccessible(desk)
  })

  it('finishes a stage only with its evidence', async () => {
    await openDesk()
    const survey = stageLine('survey')
    await survey.locator('summary').click()
    await survey.getByRole('button', { name: w.stage.begin }).click()
    await desk.getByRole('dialog').getByRole('button', { name: w.stage.begin }).click()
    await desk.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await survey.getByRole('button', { name: w.stage.finish }).isDisabled()).toBe(true)
    for (const evidence of stageOf('survey').evidence) {
      await survey.getByRole('button', { name: w.stage.addOf(evidence.name.zh) }).click()
      const dialog = desk.getByRole('dialog')
      if (evidence.code === 'survey_form') {
        await dialog.getByLabel(w.said).fill('按楼栋入户，问卷一式两份')
        await dialog
          .locator('input[type=file]')
          .first()
          .setInputFiles(await picture('form'))
        await town.expectAccessible(desk)
      } else await dialog.getByLabel(w.evidence.asked).fill('10')
      await dialog.getByRole('button', { name: w.stage.add }).click()
      await dialog.waitFor({ state: 'hidden' })
    }
    await survey.getByRole('button', { name: w.stage.finish }).click()
    await desk.getByRole('dialog').getByRole('button', { name: w.stage.finish }).click()
    await survey.getByText(n.stageState.finished).waitFor()
    await town.expectAccessible(desk)
  })

  it('comes to the works; an inspector is named and reports a defect on the phone', async () => {
    await untilWorks()
    // A week has passed: one signs in again.
    desk = await town.open('community1', wideZh, `/desk/renewals/${projectId}?part=oversight`)
    await desk.getByRole('button', { name: w.inspector.add }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(w.inspector.name).fill('周敏')
    await dialog.getByLabel(w.inspector.phone).fill(town.town.phones.resident2)
    await town.expectAccessible(desk)
    await dialog.getByRole('button', { name: w.inspector.add }).click()
    await dialog.waitFor({ state: 'hidden' })
    await town.expectAccessible(desk)

    phone = await town.open('resident2', phoneZh, '/renewals')
    await town.expectAccessible(phone)
    await phone.getByRole('link', { name: title }).click()
    await phone.getByRole('link', { name: p.report }).click()
    await phone.getByRole('button', { name: p.sendDefect }).click()
    await phone.getByText(p.fault.words).waitFor()
    await phone.getByLabel(p.which).selectOption({ index: 1 })
    await phone.getByRole('textbox', { name: p.what }).fill('新装的插座没有防水盖')
    await phone
      .locator('input[type=file]')
      .first()
      .setInputFiles(await picture('socket'))
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: p.sendDefect }).click()
    await phone.getByRole('heading', { name: p.sent }).waitFor()
    await town.expectAccessible(phone)
  })

  it('is not accepted while a defect or a hazard is open', async () => {
    await untilAcceptance()
    await openDesk('?stage=acceptance')
    const acceptance = stageLine('acceptance')
    expect(await acceptance.getByRole('button', { name: w.stage.finish }).isDisabled()).toBe(true)
    const { defects } = await community().call(getProject, { params: { projectId } })
    const [defect] = defects
    if (!defect) throw new Error('the defect is not listed')
    await acceptance.getByText(new RegExp(defect.number)).first().waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: w.part.oversight }).click()
    await desk.getByRole('link', { name: defect.title }).waitFor()

    const mended = { words: '已加装防水盖', fileIds: [await upload(community())] }
    await take(community(), defect.matterId, { action: 'resolve', outcome: 'solved', ...mended })
    await take(town.signInAs('resident2'), defect.matterId, { action: 'confirm', rating: 5 })
    await closeHazard()
    await openDesk('?stage=acceptance')
    await stageLine('acceptance').getByRole('button', { name: w.stage.finish }).click()
    await desk.getByRole('dialog').getByRole('button', { name: w.stage.finish }).click()
    await desk.getByText(stateNames.accepted.zh, { exact: true }).waitFor()
    await town.expectAccessible(desk)
  })

  it('thanks the author', async () => {
    await town.deliver()
    const author = await town.open('resident1', phoneZh, '/inbox')
    await author.getByRole('link').filter({ hasText: '谢谢您' }).first().click()
    await author.getByRole('heading', { name: title }).waitFor()
    await author.getByRole('radio', { name: '5 很满意' }).check({ force: true })
    await author.getByRole('button', { name: p.send }).click()
    await author.getByText(p.answered).waitFor()
    await town.expectAccessible(author)
  })

  it('is handed over to who keeps it', async () => {
    await openDesk('?part=handover')
    await desk.getByRole('button', { name: w.facility.add }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(w.facility.item).selectOption({ index: 1 })
    await dialog.getByLabel(w.facility.kind, { exact: true }).selectOption('charging')
    await dialog.getByLabel(w.facility.name).fill('车棚充电口')
    await dialog.getByRole('combobox', { name: w.facility.place }).fill('机床厂')
    await dialog.getByRole('option').filter({ hasText: '机床厂小区' }).first().click()
    await dialog.getByLabel(w.facility.keeper).selectOption({ index: 1 })
    await town.expectAccessible(desk)
    await dialog.getByRole('button', { name: w.facility.add }).click()
    await dialog.waitFor({ state: 'hidden' })
    await desk.getByText('车棚充电口').waitFor()
    const at = { params: { projectId, stage: 'handover' as const } }
    await community().call(beginStage, { ...at, body: {} })
    await community().call(finishStage, { ...at, body: {} })
    await openDesk('?part=handover')
    await desk.getByRole('listitem').filter({ hasText: '车棚充电口' }).getByText(w.facility.handed).waitFor()
    await town.expectAccessible(desk)
  })

  it('shows it all to everybody, in both languages', async () => {
    const en = wordsIn(pocketBook, 'en')
    const anybody = await town.open(null, phoneEn, `/x/${code}`)
    await anybody.getByText(stateNames.handed_over.en, { exact: true }).waitFor()
    await anybody.getByText(en.defects(0, 1)).waitFor()
    const slider = anybody.getByRole('slider')
    await slider.focus()
    await anybody.keyboard.press('ArrowRight')
    expect(await slider.inputValue()).toBe('55')
    await anybody.getByText(wordsIn(renewalBook, 'en').satisfied.after).waitFor()
    await town.expectAccessible(anybody)
    const wide = await town.open('community1', wideEn, `/desk/renewals/${projectId}`)
    await wide.getByText(stateNames.handed_over.en, { exact: true }).waitFor()
    await town.expectAccessible(wide)
    expect(town.faults).toEqual([])
  })

  // Stages whose pages are like those above, by their services.

  const evidence = (stage: StageCode, body: Omit<EvidenceBody, 'onDay'>) =>
    community().call(addEvidence, { params: { projectId, stage }, body: { onDay: today(), ...body } })
  const run = async (stage: StageCode, pieces: readonly Omit<EvidenceBody, 'onDay'>[]) => {
    const at = { params: { projectId, stage } }
    await community().call(beginStage, { ...at, body: {} })
    for (const piece of pieces) await evidence(stage, piece)
    await community().call(finishStage, { ...at, body: {} })
  }
  const photograph = async (phase: 'before' | 'during' | 'after') => {
    const { spots } = await community().call(getProject, { params: { projectId } })
    for (const { id: spotId } of spots) {
      const photo = { phase, fileId: await upload(community()), onDay: today() }
      await community().call(addPhoto, { params: { projectId, spotId }, body: photo })
    }
  }

  async function untilWorks(): Promise<void> {
    const params = { projectId }
    const { items } = await community().call(getProject, { params })
    for (const { id: itemId } of items)
      await community().call(changeItem, { params: { projectId, itemId }, body: { plannedFen: 800_000 } })
    await run('willingness', [{ code: 'willingness', asked: 10, agreed: 8 }])
    await run('design', [{ code: 'drawings', fileIds: [await upload(community())] }])
    const untilOn = dayOf(new Date(town.clock.now().getTime() + 6 * 86_400_000))
    await community().call(beginStage, { params: { projectId, stage: 'notice' }, body: {} })
    await evidence('notice', { code: 'notice', fromOn: today(), untilOn })
    await town.passDays(7)
    await community().call(finishStage, { params: { projectId, stage: 'notice' }, body: {} })
    const agreed = { code: 'opinion' as const, verdict: 'agreed' as const }
    await run('review', [
      { ...agreed, department: '住建部门' },
      { ...agreed, department: '消防部门' },
    ])
    const place = town.town.places.compound11
    await community().call(addSpot, { params, body: { name: '车棚', placeId: place } })
    await photograph('before')
    await run('start', [
      { code: 'contract', words: '施工合同一份' },
      { code: 'permit', words: '限额以下工程，免办' },
    ])
  }

  async function untilAcceptance(): Promise<void> {
    await photograph('during')
    await run('oversight', [{ code: 'inspection_report', words: '监督员每周巡查一次' }])
    await photograph('after')
    const { items } = await community().call(getProject, { params: { projectId } })
    for (const { id: itemId } of items)
      await community().call(changeItem, { params: { projectId, itemId }, body: { finalFen: 790_000 } })
    await community().call(beginStage, { params: { projectId, stage: 'acceptance' }, body: {} })
    for (const party of ['client', 'builder', 'community', 'residents'] as const)
      await evidence('acceptance', { code: 'signature', party })
  }

  async function closeHazard(): Promise<void> {
    const worker = town.signInAs('gridWorker11')
    const { id, receiptCode } = reported
    const mended = { words: '已更换管道并检漏', fileIds: [await upload(worker)] }
    await take(worker, id, { action: 'contact' })
    await take(worker, id, { action: 'resolve', outcome: 'solved', ...mended })
    await town.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'confirm', rating: 5 } })
  }
})
