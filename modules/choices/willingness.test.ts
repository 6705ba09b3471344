import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { cellText } from '../../kernel/sheets/cells.ts'
import { openSheet } from '../../kernel/sheets/sheet-reader.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { readFile } from '../files/contract.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import { aQuestion, askOwners, findings, openQuestion, passDays, registerOwner, step } from './choices.fixture.ts'
import * as contract from './contract.ts'
import { questionStream } from './events.ts'
import { addRoom, correctRoom, getOwner, listOwners } from './owners/contract.ts'
import type { OwnerId, QuestionId } from './tables.ts'
import type { Choice } from './threshold.ts'

let app: TestApp
const owners: Record<string, OwnerId> = {}
const desk = () => app.signInAs('community1')
const view = (questionId: QuestionId) => desk().call(contract.getQuestion, { params: { questionId } })
const notice = (code: string, who?: PersonKey) =>
  (who ? app.signInAs(who) : app.anyone).call(contract.readNotice, { params: { code } })
const story = async (id: QuestionId) =>
  (await app.events(questionStream(id))).map(({ type }) => type.replace('choices.', ''))
const told = async (who: PersonKey) => (await app.signInAs(who).call(listNotices)).rows.map(({ words }) => words.zh)

const cellsOf = async (endpoint: typeof contract.exportResult | typeof contract.exportRoll, questionId: QuestionId) => {
  const { body } = await desk().ask(endpoint, { params: { questionId } })
  const bytes = new Uint8Array(body as unknown as Buffer)
  const { headers, rows } = await openSheet(bytes)
  const found: string[][] = [[...headers]]
  for await (const { cells } of rows)
    found.push([0, 1, 2, 3, 4, 5].slice(0, headers.length).map((n) => cellText(cells[n])))
  return found
}

const onPaper = async (questionId: QuestionId, owner: string, choice: Choice, why?: string) => {
  const slipIds = [await upload(desk())]
  const ownerId = owners[owner] as OwnerId
  const body = { ownerId, choice, channel: 'paper' as const, slipIds, ...(why ? { why } : {}) }
  return desk().ask(contract.takeVote, { params: { questionId }, body })
}
const atDoor = (who: PersonKey, questionId: QuestionId, owner: string, choice: Choice) => {
  const body = { ownerId: owners[owner] as OwnerId, choice, channel: 'door' as const }
  return app.signInAs(who).ask(contract.takeVote, { params: { questionId }, body })
}
const byPhone = (who: PersonKey, code: string, owner: string, choice: Choice, why?: string) => {
  const body = { ownerId: owners[owner] as OwnerId, choice, ...(why ? { why } : {}) }
  return app.signInAs(who).ask(contract.voteMyself, { params: { code }, body })
}

// Five heads of 1000 m²: one with two rooms, one a developer.
beforeAll(async () => {
  app = await testApp()
  const { phones } = app.town
  const rooms = { a: ['501', '502'], b: ['601'], c: ['701'], d: ['801'] } as const
  const own = async (key: keyof typeof rooms, name: string, phone: string, each: number) => {
    const held = rooms[key].map((number) => ['building111', number, each] as const)
    owners[key] = await registerOwner(app, { name, phone, rooms: held })
  }
  await own('a', '李秀英', phones.resident1, 150)
  await own('b', '王伟', phones.resident2, 100)
  await own('c', '张敏', '10000066003', 100)
  await own('d', '赵强', '10000066004', 100)
  owners.dev = await registerOwner(app, { kind: 'developer', name: '滇池置业', rooms: [['building112', '101', 400]] })
})
afterAll(() => app.close())

describe('a question to owners', () => {
  it('is a draft until notice is given, then its words stand', async () => {
    const { id, code } = await askOwners(app)
    const params = { questionId: id }
    expect((await app.anyone.ask(contract.readNotice, { params: { code } })).status).toBe(404)
    expect((await app.signInAs('community2').ask(contract.getQuestion, { params })).status).toBe(404)
    expect((await app.signInAs('gridWorker11').ask(contract.getQuestion, { params })).status).toBe(403)
    expect((await app.signInAs('supervisor').call(contract.getQuestion, { params })).steps).toEqual([])
    const street = { ...aQuestion, placeId: app.town.places.street1 }
    expect((await app.signInAs('street1').ask(contract.planQuestion, { body: street })).reason).toBe(
      'choices.bad_place',
    )
    await desk().call(contract.changeQuestion, { params, body: { ...aQuestion, title: '加装门禁' } })
    await step(desk(), id, 'announce')
    const changed = await desk().ask(contract.changeQuestion, { params, body: aQuestion })
    expect(changed.reason).toBe('choices.announced')
    const early = await desk().ask(contract.stepQuestion, { params, body: { step: 'open' } })
    expect([early.status, early.error?.message]).toEqual([422, expect.stringContaining(formatDay('zh', '2026-11-30'))])
    const { total, outcome, mine } = await notice(code)
    expect([total, outcome, mine]).toEqual([{ areaCm2: 10_000_000, heads: 5 }, null, []])
    await app.deliver()
    expect(await told('resident1')).toContainEqual(expect.stringContaining('请看公示'))
    const body = { step: 'cancel' as const }
    expect((await desk().ask(contract.stepQuestion, { params, body })).status).toBe(400)
    await desk().call(contract.stepQuestion, { params, body: { ...body, why: '方案要重做' } })
    expect(await story(id)).toEqual([
      ...['question_planned', 'question_changed', 'question_announced', 'question_cancelled'],
    ])
  })

  it('counts paper, door and phone together, one vote a head, and says which threshold is missed by how much', async () => {
    const { id, code } = await openQuestion(app, { matter: 7 })
    expect((await atDoor('gridWorker12', id, 'a', 'agree')).status).toBe(404)
    expect((await atDoor('compoundSecretary11', id, 'a', 'agree')).status).toBe(403)
    expect((await atDoor('supervisor', id, 'a', 'agree')).status).toBe(403)
    expect((await atDoor('gridWorker11', id, 'c', 'agree')).status).toBe(200)
    const bare = { ownerId: owners.d as OwnerId, choice: 'agree' as const, channel: 'paper' as const }
    const noSlip = await desk().ask(contract.takeVote, { params: { questionId: id }, body: bare })
    expect(noSlip.reason).toBe('choices.slip_missing')
    expect((await onPaper(id, 'd', 'agree')).status).toBe(200)
    expect((await byPhone('resident1', code, 'b', 'agree')).status).toBe(404)
    expect((await byPhone('resident1', code, 'a', 'follow')).reason).toBe('choices.no_follow')
    expect((await byPhone('resident1', code, 'a', 'agree')).status).toBe(200)
    expect((await byPhone('resident2', code, 'b', 'agree')).status).toBe(200)
    // 600 of 1000 m² and 4 of 5 heads: the area just misses two thirds.
    const { outcome, byChannel } = await view(id)
    expect(byChannel).toEqual({ paper: 1, door: 1, phone: 2 })
    expect(outcome.lines.filter(({ missing }) => missing > 0)).toEqual([
      {
        ...{ of: 'participation', side: 'areaCm2', base: 10_000_000, stands: 6_000_000 },
        ...{ needed: 6_666_667, missing: 666_667 },
      },
    ])
    expect(outcome.passed).toBe(false)
    expect((await desk().ask(contract.exportResult, { params: { questionId: id } })).reason).toBe('choices.not_counted')
    const open = await desk().ask(contract.stepQuestion, { params: { questionId: id }, body: { step: 'close' } })
    expect(open.reason).toBe('choices.blocked')
    passDays(app, 10)
    expect((await byPhone('resident2', code, 'b', 'oppose', '改主意')).status).toBe(200)
    passDays(app, 1)
    expect((await byPhone('resident2', code, 'b', 'agree', '又改')).reason).toBe('choices.no_votes')
    await step(desk(), id, 'close')
    expect((await notice(code)).outcome).toBeNull()
    await step(desk(), id, 'publish')
    const published = (await notice(code)).outcome
    expect(published?.agreed).toEqual({ areaCm2: 5_000_000, heads: 3 })
    expect(published?.lines.map(({ of, side, missing }) => [of, side, missing])).toEqual([
      ['participation', 'areaCm2', 666_667],
      ['participation', 'heads', 0],
      ['agreement', 'areaCm2', 0],
      ['agreement', 'heads', 0],
    ])
    // What is posted: all who may vote, who took part, agreed, the law; sums alone.
    const form = await cellsOf(contract.exportResult, id)
    expect(form[0]).toEqual(['项目', '专有部分面积（㎡）', '业主人数（人）', '说明'])
    const line = (name: string) => form.find(([first]) => first === name)?.slice(1)
    expect(line('总面积、总人数')?.slice(0, 2)).toEqual(['1000', '5'])
    expect(line('参与表决')).toEqual(['600', '4', '纸质 1，上门 1，手机 2'])
    expect(line('同意')?.slice(0, 2)).toEqual(['500', '3'])
    expect(line('参与应达到')?.slice(0, 2)).toEqual(['666.6667', '4'])
    expect(line('结果')?.[2]).toBe('没有达到：专有面积参与还差 66.6667 ㎡')
    expect(line('法律依据')?.[2]).toBe('民法典第二百七十八条（七）改建、重建建筑物及其附属设施')
    expect(line('性质')?.[2]).toBe('意愿征集，不是业主大会表决')
    expect(JSON.stringify(form)).not.toMatch(/李|王|501/)
    expect(await findings(app)).toEqual([])
  })

  it('shows a vote to its owner and to staff of the place, not to others; a changed vote says why and stays on record', async () => {
    const { id, code } = await openQuestion(app)
    await onPaper(id, 'a', 'agree')
    await app.deliver()
    expect(await told('resident1')).toContainEqual(expect.stringContaining('已代您登记一票（纸质表决单）'))
    const mine = (await notice(code, 'resident1')).mine
    expect(mine).toMatchObject([{ rooms: ['1栋 1单元 501', '1栋 1单元 502'], vote: { choice: 'agree' } }])
    expect((await notice(code, 'resident2')).mine.map(({ vote }) => vote)).toEqual([null])
    expect((await onPaper(id, 'a', 'oppose')).reason).toBe('choices.why_missing')
    expect((await byPhone('resident1', code, 'a', 'oppose', '看了方案后改变想法')).status).toBe(200)
    const roll = await desk().call(contract.rollOf, { params: { questionId: id }, query: { voted: 'yes' } })
    expect(roll.rows).toMatchObject([{ name: '李*英', vote: { choice: 'oppose', channel: 'phone' }, changes: 1 }])
    const walked = await app.signInAs('gridWorker11').call(contract.rollOf, { params: { questionId: id } })
    expect(walked.total).toBe(5)
    expect(walked.rows.map(({ changes }) => changes).toSorted()).toEqual([0, 0, 0, 0, 1])
    expect(walked.rows.flatMap(({ vote }) => (vote ? [vote.choice] : []))).toEqual([null])
    expect((await app.signInAs('gridWorker12').ask(contract.rollOf, { params: { questionId: id } })).status).toBe(404)
    expect((await app.signInAs('gridWorker11').call(contract.myQuestions)).taking).toMatchObject([
      { id, heads: 5, voted: 1 },
    ])
    expect((await app.signInAs('resident1').call(contract.myQuestions)).asked).toContainEqual(
      expect.objectContaining({ code, heads: 1, voted: 1 }),
    )
    const { rows } = await app.db.read((tx) =>
      sql<{
        slip_ids: string[]
      }>`select slip_ids from choices.votes where question_id = ${id} and channel = 'paper'`.execute(tx),
    )
    const slip = { params: { fileId: rows[0]?.slip_ids[0] ?? '', size: 'full' } }
    expect((await desk().ask(readFile, slip)).status).toBe(200)
    expect((await app.signInAs('resident2').ask(readFile, slip)).status).toBe(404)
    expect(JSON.stringify(await app.events(questionStream(id)))).not.toMatch(/李|改变想法/)
  })

  it('keeps the roll that it was opened with, whatever is put right later', async () => {
    const { id } = await openQuestion(app)
    const params = { compoundId: app.town.places.compound11 }
    const { rows } = await desk().call(listOwners, { params, query: { q: '滇池置业' } })
    const holdingId = rows[0]?.holdings[0]?.id
    if (!holdingId) throw new Error('no room')
    const body = { areaCm2: 4_000_001, why: '按实测更正' }
    await desk().call(correctRoom, { params: { ownerId: owners.dev as OwnerId, holdingId }, body })
    expect((await view(id)).outcome.total.areaCm2).toBe(10_000_000)
    const again = { areaCm2: 4_000_000, why: '改回' }
    await desk().call(correctRoom, { params: { ownerId: owners.dev as OwnerId, holdingId }, body: again })
  })

  it('asks and tells who is on its roll, also when a room has changed hands since', async () => {
    const room = { buildingId: app.town.places.building112, unit: '1', number: '901' }
    const held = { ...room, areaCm2: 900_000, areaSource: 'register' as const }
    const give = (owner: string) =>
      desk().call(addRoom, { params: { ownerId: owners[owner] as OwnerId }, body: { ...held, why: '过户' } })
    const of = (owner: string) => desk().call(getOwner, { params: { ownerId: owners[owner] as OwnerId } })
    const take = async (owner: string) => {
      const holdingId = (await of(owner)).holdings.find(({ number, toOn }) => number === '901' && !toOn)?.id
      if (!holdingId) throw new Error('no room')
      const params = { ownerId: owners[owner] as OwnerId, holdingId }
      await desk().call(correctRoom, { params, body: { toOn: dayOf(app.clock.now()), why: '售出' } })
    }
    const asked = async (who: PersonKey) =>
      (await app.signInAs(who).call(contract.myQuestions)).asked.map(({ code }) => code)
    await give('a')
    const body = { ...aQuestion, title: '二栋加装电梯', placeId: app.town.places.building112 }
    const { id, code } = await desk().call(contract.planQuestion, { body })
    await step(desk(), id, 'announce')
    expect([await asked('resident1'), await asked('resident2')]).toEqual([
      expect.arrayContaining([code]),
      expect.not.arrayContaining([code]),
    ])
    passDays(app, 7)
    await step(desk(), id, 'open')
    await take('a')
    await give('b')
    expect(await asked('resident1')).toContain(code)
    expect(await asked('resident2')).not.toContain(code)
    expect((await byPhone('resident2', code, 'b', 'agree')).status).toBe(404)
    expect((await byPhone('resident1', code, 'a', 'agree')).status).toBe(200)
    passDays(app, 11)
    await step(desk(), id, 'close')
    await step(desk(), id, 'publish')
    await app.deliver()
    expect(await asked('resident1')).toContain(code)
    const heard = expect.stringContaining('「二栋加装电梯」的结果已公布')
    expect(await told('resident1')).toContainEqual(heard)
    expect(await told('resident2')).not.toContainEqual(heard)
    await take('b')
    expect(await findings(app)).toEqual([])
  })

  it('counts who follows the majority only by a stated rule', async () => {
    const { id, code } = await openQuestion(app, { followRule: '本小区议事规则第十二条' })
    for (const owner of ['c', 'd', 'dev']) await onPaper(id, owner, 'agree')
    await byPhone('resident1', code, 'a', 'follow')
    const { outcome } = await view(id)
    expect(outcome).toMatchObject({ followedTo: 'agree', agreed: { areaCm2: 9_000_000, heads: 4 }, passed: true })
  })

  it('takes objections in their time, answered by somebody else', async () => {
    const { id, code } = await askOwners(app)
    const object = (who: PersonKey, words: string) =>
      app.signInAs(who).ask(contract.objectTo, { params: { code }, body: { words } })
    await step(desk(), id, 'announce')
    expect((await app.anyone.ask(contract.objectTo, { params: { code }, body: { words: '不' } })).status).toBe(401)
    expect((await object('resident2', '名单里我家面积不对')).status).toBe(200)
    expect((await object('community1', '公示时间太短')).status).toBe(200)
    const { objections } = await view(id)
    expect(objections.map(({ words, about }) => [words, about])).toEqual([
      ['名单里我家面积不对', 'notice'],
      ['公示时间太短', 'notice'],
    ])
    const answer = (at: number, who: PersonKey = 'community1') =>
      app.signInAs(who).ask(contract.answerObjection, {
        params: { questionId: id, objectionId: objections[at]?.id ?? id },
        body: { words: '已核对登记簿并更正' },
      })
    expect((await answer(1)).status).toBe(403)
    expect((await answer(1, 'street1')).status).toBe(200)
    expect((await answer(0)).status).toBe(200)
    expect((await answer(0)).status).toBe(409)
    const { objections: sum, myObjections } = await notice(code, 'resident2')
    expect([sum, myObjections[0]?.answer]).toEqual([2, '已核对登记簿并更正'])
    expect((await notice(code)).myObjections).toEqual([])
    passDays(app, 7)
    await step(desk(), id, 'open')
    expect((await object('resident2', '太晚')).reason).toBe('choices.no_objections')
    expect(await findings(app)).toEqual([])
  })

  it('gives staff the roll as a file, names masked, and keeps who took it', async () => {
    const { id } = await openQuestion(app)
    await onPaper(id, 'a', 'agree')
    const roll = await cellsOf(contract.exportRoll, id)
    expect(roll).toHaveLength(6)
    const mine = roll.find(([rooms]) => rooms?.includes('501'))
    expect(mine?.slice(0, 6)).toEqual(['1栋 1单元 501；1栋 1单元 502', '李*英', '个人', '300', '同意', '纸质'])
    expect(JSON.stringify(roll)).not.toMatch(/李秀英|100000/)
    expect((await story(id)).at(-1)).toBe('roll_exported')
    const { rows } = await desk().call(contract.rollOf, { params: { questionId: id }, query: { q: '501' } })
    expect(rows[0]?.roomsEn).toEqual(rows[0]?.rooms.map((_, n) => `Building 1, unit 1, ${501 + n}`))
    const early = await askOwners(app)
    const refused = await desk().ask(contract.exportRoll, { params: { questionId: early.id } })
    expect([refused.status, refused.reason]).toEqual([422, 'choices.no_roll'])
    expect(await findings(app)).toEqual([])
  })

  it('is found out when a vote, the roll or its words are altered behind the program', async () => {
    const { id } = await openQuestion(app)
    await onPaper(id, 'a', 'agree')
    const alter = (statement: ReturnType<typeof sql>) => app.db.tx((tx) => statement.execute(tx))
    await alter(sql`update choices.votes set choice = 'oppose' where question_id = ${id}`)
    expect(await findings(app)).toEqual(['choices.vote'])
    await alter(sql`update choices.votes set choice = 'agree' where question_id = ${id}`)
    await alter(
      sql`update choices.roll set area_cm2 = area_cm2 + 1 where question_id = ${id} and owner_id = ${owners.a}`,
    )
    await alter(sql`update choices.questions set title = '别的' where id = ${id}`)
    expect(await findings(app)).toEqual(['choices.words', 'choices.roll'])
  })
})
