import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { readSheet } from '../../kernel/sheets/sheet-reader.ts'
import { listNotices } from '../notices/contract.ts'
import { listTextVersions, saveConsentText } from '../people/contract.ts'
import {
  appealHiding,
  costIdea,
  decideAppeal,
  endIdea,
  endorseIdea,
  exportIdeas,
  getCall,
  getIdea,
  ideaFigures,
  ideasOfCall,
  listIdeas,
  mergeIdeas,
  moderate,
  myIdeas,
  numberForms,
  sayRemark,
  stepCall,
  typeInForm,
  undoMerge,
  withdrawIdea,
} from './contract.ts'
import { ideaStream } from './events.ts'
import { type IdeasApp, ideasApp } from './ideas.fixture.ts'
import type { IdeaId } from './tables.ts'
import { verifyIdeas } from './verify.ts'

let app: IdeasApp
beforeAll(async () => {
  app = await ideasApp()
})
afterAll(() => app.close())

const topicsOf = async (who: 'resident1' | 'resident2' | 'community1') =>
  (await app.signInAs(who).call(listNotices, { query: { limit: 200 } })).rows.map(({ topic }) => topic)

it('is hidden with a reason, appealed once, and decided by another person', async () => {
  const { id: callId, code } = await app.openCall()
  const author = app.signInAs('resident1')
  const community = app.signInAs('community1')
  const { id: ideaId } = await app.give(author, code, '张大爷家门口的路灯')
  const params = { ideaId }
  const bare = await community.ask(moderate, { params, body: { act: 'hide' } })
  expect([bare.status, bare.error?.fields?.[0]?.path]).toEqual([400, 'reason'])
  expect((await community.ask(moderate, { params, body: { act: 'hide', reason: 'other' } })).status).toBe(400)
  expect((await author.ask(moderate, { params, body: { act: 'hide', reason: 'insult' } })).status).toBe(403)
  await community.call(moderate, { params, body: { act: 'hide', reason: 'personal_data', words: '写了邻居的姓名' } })
  expect((await app.anyone.ask(getIdea, { params })).status).toBe(404)
  const own = await author.call(getIdea, { params })
  expect([own.hidden?.words, own.may]).toEqual(['写了邻居的姓名', ['appeal']])
  expect((await app.signInAs('resident2').ask(appealHiding, { params, body: { words: '？' } })).status).toBe(404)
  const { id: appealId } = await author.call(appealHiding, { params, body: { words: '大爷自己同意的' } })
  const again = await author.ask(appealHiding, { params, body: { words: '再看看' } })
  expect([again.status, again.reason]).toEqual([409, 'ideas.appealed_already'])
  const decide = { params: { ideaId, appealId }, body: { restore: true, words: '大爷已书面同意' } }
  const same = await community.ask(decideAppeal, decide)
  expect([same.status, same.reason]).toEqual([422, 'ideas.second_person'])
  // The database refuses it too, whatever the service thinks.
  await expect(
    app.db.tx((tx) =>
      sql`update ideas.appeals set decision = 'restored', decided_by = hidden_by, decided_words = '-', decided_at = now()
        where id = ${appealId}`.execute(tx),
    ),
  ).rejects.toThrow('appeals_second_person')
  const street = app.signInAs('street1')
  expect((await street.call(getCall, { params: { callId } })).appeals).toBe(1)
  expect((await street.call(listIdeas, { query: { callId, waiting: 'appeal' } })).rows[0]?.appealed).toBe(true)
  await street.call(decideAppeal, decide)
  expect((await street.ask(decideAppeal, decide)).status).toBe(409)
  expect((await app.anyone.call(getIdea, { params })).state).toBe('published')
  expect(await app.story(ideaId)).toEqual(['submitted', 'hidden', 'appealed', 'restored'])
  await app.deliver()
  expect(await topicsOf('resident1')).toEqual(expect.arrayContaining(['idea_hidden', 'idea_restored']))
  expect(await topicsOf('community1')).toContain('idea_appealed')
})

it('may be appealed against each hiding anew: an appeal that was granted is not the one against the next', async () => {
  const { code } = await app.openCall()
  const [author, asker] = [app.signInAs('resident1'), app.signInAs('resident2')]
  const [community, street] = [app.signInAs('community1'), app.signInAs('street1')]
  const { id: ideaId } = await app.give(author, code, '门口放个旧书架')
  const params = { ideaId }
  const { id: remarkId } = await asker.call(sayRemark, { params, body: { words: '谁来管书？' } })
  const grant = async (appealId: string) =>
    street.call(decideAppeal, {
      params: { ideaId, appealId: appealId as never },
      body: { restore: true, words: '可以' },
    })
  const hideIt = (more: { remarkId?: typeof remarkId } = {}) =>
    community.call(moderate, { params, body: { act: 'hide', reason: 'not_here', ...more } })
  const remark = async () => (await asker.call(getIdea, { params })).remarks[0]
  await hideIt({ remarkId })
  await grant((await asker.call(appealHiding, { params, body: { words: '是问题', remarkId } })).id)
  await hideIt({ remarkId })
  expect(await remark()).toMatchObject({ state: 'hidden', mayAppeal: true })
  await asker.call(appealHiding, { params, body: { words: '又来了', remarkId } })
  expect(await remark()).toMatchObject({ state: 'hidden', mayAppeal: false })

  await hideIt()
  await grant((await author.call(appealHiding, { params, body: { words: '不占道' } })).id)
  await hideIt()
  expect((await author.call(getIdea, { params })).may).toEqual(['appeal'])
  await author.call(appealHiding, { params, body: { words: '还是不占道' } })
  expect((await author.call(getIdea, { params })).may).toEqual([])
})

it('moderates questions alike; an appeal that is not granted leaves it hidden', async () => {
  const { code } = await app.openCall({ moderation: 'before' })
  const { id: ideaId } = await app.give(app.signInAs('resident1'), code, '修台阶')
  const community = app.signInAs('community1')
  const params = { ideaId }
  await community.call(moderate, { params, body: { act: 'publish' } })
  const asker = app.signInAs('resident2')
  const { id: remarkId, state } = await asker.call(sayRemark, { params, body: { words: '买我的水泥吧' } })
  expect(state).toBe('pending')
  expect((await app.anyone.call(getIdea, { params })).remarks).toEqual([])
  await community.call(moderate, { params, body: { act: 'hide', remarkId, reason: 'advert' } })
  expect((await asker.call(getIdea, { params })).remarks[0]).toMatchObject({ state: 'hidden', mayAppeal: true })
  expect(
    (await app.signInAs('resident1').ask(appealHiding, { params, body: { words: '放出来', remarkId } })).status,
  ).toBe(403)
  const { id: appealId } = await asker.call(appealHiding, { params, body: { words: '不是广告', remarkId } })
  await app
    .signInAs('street1')
    .call(decideAppeal, { params: { ideaId, appealId }, body: { restore: false, words: '是广告' } })
  expect((await app.anyone.call(getIdea, { params })).remarks).toEqual([])
  const { appeals } = await asker.call(getIdea, { params }).then(() => community.call(getIdea, { params }))
  expect(appeals[0]).toMatchObject({ decision: 'upheld', decidedWords: '是广告' })
})

it('is not decided while an appeal is open, and takes none afterwards: nothing comes back without an end', async () => {
  const { id: callId, code } = await app.openCall()
  const author = app.signInAs('resident1')
  const community = app.signInAs('community1')
  const ids = []
  for (const title of ['旧沙发便宜卖', '收旧家电']) {
    const { id: ideaId } = await app.give(author, code, title)
    await community.call(moderate, { params: { ideaId }, body: { act: 'hide', reason: 'advert' } })
    ids.push(ideaId)
  }
  const [first, second] = ids
  if (!first || !second) throw new Error('two were given')
  const { id: appealId } = await author.call(appealHiding, { params: { ideaId: first }, body: { words: '送给邻居' } })
  const step = (name: 'close' | 'decide') => community.ask(stepCall, { params: { callId }, body: { step: name } })
  expect((await step('close')).status).toBe(200)
  expect((await step('decide')).reason).toBe('ideas.blocked')
  const decide = { params: { ideaId: first, appealId }, body: { restore: false, words: '是广告' } }
  await app.signInAs('street1').call(decideAppeal, decide)
  expect((await step('decide')).status).toBe(200)
  const late = await author.ask(appealHiding, { params: { ideaId: second }, body: { words: '不是' } })
  expect([late.status, late.reason]).toEqual([422, 'ideas.call_decided'])
  expect((await author.call(getIdea, { params: { ideaId: second } })).may).toEqual([])
})

async function threeAlike() {
  const { id: callId, code } = await app.openCall()
  const one = await app.give(app.signInAs('resident1'), code, '装充电桩')
  const two = await app.give(app.signInAs('resident2'), code, '车棚加装充电口')
  const three = await app.give(app.anyone, code, '电动车没处充电')
  const endorse = (who: 'resident1' | 'resident2' | 'centerHousehold111', ideaId: IdeaId) =>
    app.signInAs(who).call(endorseIdea, { params: { ideaId }, body: { endorse: true } })
  // An author of one endorses another; one neighbour endorses two of them.
  await endorse('resident2', one.id)
  await endorse('centerHousehold111', one.id)
  await endorse('centerHousehold111', two.id)
  await endorse('resident1', three.id)
  return { callId, code, one, two, three }
}

it('merges into one that stays: heads count once, authors not at all; undo gives back exactly what was', async () => {
  const { callId, code, one, two, three } = await threeAlike()
  const community = app.signInAs('community1')
  const params = { callId }
  const before = await Promise.all(
    [one, two, three].map(({ id }) => community.call(getIdea, { params: { ideaId: id } })),
  )
  const figures = await community.call(ideaFigures, { query: { callId } })
  const body = { ideaIds: [one.id, two.id, three.id], intoId: one.id }
  expect((await app.signInAs('resident1').ask(mergeIdeas, { params, body })).status).toBe(403)
  expect((await app.signInAs('community2').ask(mergeIdeas, { params, body })).status).toBe(404)
  expect((await community.ask(mergeIdeas, { params, body: { ideaIds: body.ideaIds } })).status).toBe(400)
  const { mergeId } = await community.call(mergeIdeas, { params, body })
  const merged = await app.anyone.call(getIdea, { params: { ideaId: one.id } })
  expect([merged.endorsements, merged.mergedIdeas.length]).toEqual([1, 2])
  expect((await app.anyone.call(getIdea, { params: { ideaId: two.id } })).mergedInto?.id).toBe(one.id)
  expect((await app.anyone.call(ideasOfCall, { params: { code } })).total).toBe(1)
  expect(await community.call(ideaFigures, { query: { callId } })).toMatchObject({
    ideas: 3,
    authors: 3,
    merged: 2,
    endorsements: 1,
  })
  // Who endorsed one of them stands behind what it became, once.
  const followed = async (who: 'resident1' | 'centerHousehold111') =>
    (await app.signInAs(who).call(myIdeas)).followed
      .filter(({ id }) => [one.id, two.id, three.id].includes(id))
      .map(({ id, endorsed }) => [id, endorsed])
  expect(await followed('resident1')).toEqual([[one.id, true]])
  expect(await followed('centerHousehold111')).toEqual([[one.id, true]])
  // It stands for others now: its author cannot take it away from them, and it goes into no other.
  const taken = await app.signInAs('resident1').ask(withdrawIdea, { params: { ideaId: one.id }, body: {} })
  expect([taken.status, taken.reason]).toEqual([422, 'ideas.has_members'])
  const four = await app.give(app.anyone, code, '再来一个充电桩')
  const over = await community.ask(mergeIdeas, { params, body: { ideaIds: [one.id, four.id], intoId: four.id } })
  expect([over.status, over.reason]).toEqual([422, 'ideas.has_members'])
  await community.call(undoMerge, { params: { callId, mergeId } })
  expect((await community.ask(undoMerge, { params: { callId, mergeId } })).status).toBe(409)
  expect(await followed('resident1')).toEqual([[three.id, true]])
  expect(await followed('centerHousehold111')).toEqual([
    [two.id, true],
    [one.id, true],
  ])
  await app
    .signInAs('community1')
    .call(endIdea, { params: { ideaId: four.id }, body: { end: 'decline', reason: 'few_wish', words: '重复' } })
  const after = await Promise.all(
    [one, two, three].map(({ id }) => community.call(getIdea, { params: { ideaId: id } })),
  )
  expect(after).toEqual(before)
  const now = await community.call(ideaFigures, { query: { callId } })
  expect({ ...now, ideas: now.ideas - 1, authors: now.authors - 1, declined: 0 }).toEqual(figures)
  expect(await app.story(two.id)).toEqual(['submitted', 'endorsed', 'merged', 'unmerged'])
  await app.deliver()
  expect(await topicsOf('resident2')).toEqual(expect.arrayContaining(['idea_merged', 'idea_unmerged']))
})

it('hides nothing that others were merged into; where it was hidden so before, they come back by undoing that', async () => {
  const { callId, one, two, three } = await threeAlike()
  const community = app.signInAs('community1')
  const body = { ideaIds: [one.id, two.id, three.id], intoId: one.id }
  const { mergeId } = await community.call(mergeIdeas, { params: { callId }, body })
  const hide = { params: { ideaId: one.id }, body: { act: 'hide' as const, reason: 'advert' as const } }
  const refused = await community.ask(moderate, hide)
  expect([refused.status, refused.reason]).toEqual([422, 'ideas.has_members'])
  expect((await community.call(getIdea, { params: { ideaId: one.id } })).may).not.toContain('hide')
  // As an earlier program left it.
  await app.db.tx((tx) => sql`update ideas.ideas set state = 'hidden' where id = ${one.id}`.execute(tx))
  expect((await app.anyone.ask(getIdea, { params: { ideaId: one.id } })).status).toBe(404)
  expect((await app.anyone.call(getIdea, { params: { ideaId: two.id } })).mergedInto).toBeNull()
  const seen = await community.call(getIdea, { params: { ideaId: two.id } })
  expect(seen.mergedInto).toEqual({ id: one.id, title: '装充电桩' })
  expect((await community.call(getIdea, { params: { ideaId: one.id } })).mergeId).toBe(mergeId)
  await community.call(undoMerge, { params: { callId, mergeId } })
  expect((await app.anyone.call(getIdea, { params: { ideaId: two.id } })).state).toBe('published')
  expect((await community.call(getIdea, { params: { ideaId: one.id } })).state).toBe('hidden')
})

it('merges under a new wording, which is costed and adopted for all; its authors and endorsers hear of it', async () => {
  const { callId, one, two, three } = await threeAlike()
  const community = app.signInAs('community1')
  const wording = { title: '车棚装十个充电口', body: '三条金点子合成一条。' }
  const { ideaId } = await community.call(mergeIdeas, {
    params: { callId },
    body: { ideaIds: [one.id, two.id, three.id], wording },
  })
  const seen = await app.anyone.call(getIdea, { params: { ideaId } })
  expect([seen.byMerge, seen.author, seen.endorsements, seen.mergedIdeas.length]).toEqual([true, null, 1, 3])
  await community.call(costIdea, { params: { ideaId }, body: { costFen: 1_200_000, note: '按两家报价' } })
  await community.call(endIdea, { params: { ideaId }, body: { end: 'adopt', words: '下月施工' } })
  const done = await app.anyone.call(getIdea, { params: { ideaId } })
  expect([done.costFen, done.costBy, done.state]).toEqual([1_200_000, 'staff', 'adopted'])
  await app.deliver()
  for (const who of ['resident1', 'resident2'] as const)
    expect(await topicsOf(who)).toEqual(expect.arrayContaining(['idea_costed', 'idea_adopted']))
})

it('takes back an endorsement also where it came with a merged one, and a wording goes with its merge', async () => {
  const { callId, one, two, three } = await threeAlike()
  const community = app.signInAs('community1')
  const wording = { title: '充电', body: '合成一条。' }
  const { ideaId, mergeId } = await community.call(mergeIdeas, {
    params: { callId },
    body: { ideaIds: [one.id, two.id], wording },
  })
  const later = await community.call(mergeIdeas, {
    params: { callId },
    body: { ideaIds: [ideaId, three.id], intoId: ideaId },
  })
  const early = await community.ask(undoMerge, { params: { callId, mergeId } })
  expect([early.status, early.reason]).toEqual([422, 'ideas.later_merge'])
  const household = app.signInAs('centerHousehold111')
  expect(await household.call(endorseIdea, { params: { ideaId }, body: { endorse: false } })).toEqual({
    endorsements: 0,
  })
  await community.call(undoMerge, { params: { callId, mergeId: later.mergeId } })
  await community.call(undoMerge, { params: { callId, mergeId } })
  expect((await app.anyone.ask(getIdea, { params: { ideaId } })).status).toBe(404)
  expect((await app.anyone.call(getIdea, { params: { ideaId: one.id } })).endorsements).toBe(1)
})

it('types in an elder’s paper form once, by who answers for the place; the elder has a receipt and may endorse by it', async () => {
  const { id: callId, code } = await app.openCall()
  const community = app.signInAs('community1')
  const params = { code }
  const body = {
    title: '楼梯加扶手',
    body: '上下楼费力。',
    placeId: app.town.places.building111,
    formNumber: 2,
    name: '陈奶奶',
    phone: '10000005678',
    consent: true as const,
    consentVersion: 1,
  }
  const lead = app.signInAs('buildingLead111')
  const none = await lead.ask(typeInForm, { params, body })
  expect([none.status, none.error?.fields?.[0]?.path]).toEqual([400, 'formNumber'])
  expect(await community.call(numberForms, { params: { callId }, body: { copies: 3 } })).toMatchObject({
    ...{ first: 1, last: 3, consent: { version: 1 } },
  })
  expect((await app.signInAs('resident1').ask(typeInForm, { params, body })).status).toBe(403)
  expect((await app.signInAs('gridWorker12').ask(typeInForm, { params, body })).status).toBe(404)
  expect((await lead.ask(typeInForm, { params, body: { ...body, consent: false } })).status).toBe(400)
  const { id: ideaId, receiptCode } = await lead.call(typeInForm, { params, body })
  expect((await lead.ask(typeInForm, { params, body })).status).toBe(409)
  const staff = await community.call(getIdea, { params: { ideaId } })
  expect(staff.typedIn).toMatchObject({ formNumber: 2, consentVersion: 1, post: { nameEn: 'buildingLead111' } })
  expect(staff.contact).toEqual({ name: '陈*奶', phone: '100****5678' })
  const other = await app.give(app.signInAs('resident1'), code, '装电梯')
  const endorse = { params: { ideaId: other.id }, body: { endorse: true, receipt: receiptCode } }
  expect(await app.anyone.call(endorseIdea, endorse)).toEqual({ endorsements: 1 })
  expect(await app.anyone.call(endorseIdea, endorse)).toEqual({ endorsements: 1 })
  // A receipt of an idea that came without anybody looking is no head.
  const loose = await app.give(app.anyone, code, '多种树', { contact: { phone: '10000009999' } })
  const refused = await app.anyone.ask(endorseIdea, { ...endorse, body: { endorse: true, receipt: loose.receiptCode } })
  expect(refused.status).toBe(401)
  expect((await lead.call(myIdeas)).mine).toEqual([])
})

it('keeps with a paper form the version that was printed on it, in force or not', async () => {
  const { id: callId, code } = await app.openCall()
  const lead = app.signInAs('buildingLead111')
  const office = app.signInAs('administrator')
  const purpose = { params: { purpose: 'ideas.paper' } }
  const print = () => app.signInAs('community1').call(numberForms, { params: { callId }, body: { copies: 1 } })
  const typed = (formNumber: number, consentVersion: number) => ({
    params: { code },
    body: {
      ...{ title: `第 ${formNumber} 号表`, body: '请社区考虑。', placeId: app.town.places.building111 },
      ...{ formNumber, name: '陈奶奶', phone: '10000005678', consent: true as const, consentVersion },
    },
  })
  const old = await print()
  const text = {
    zh: '我同意社区为这次征集使用表上的内容，换个说法。',
    en: 'I agree to what stands here, in other words.',
  }
  const save = { ...text, asksAnew: false, why: '法务意见', after: old.consent.version }
  await office.call(saveConsentText, { ...purpose, body: save })
  const now = await print()
  expect([old.consent.version, now.consent]).toEqual([1, { version: 2, ...text }])
  const none = await lead.ask(typeInForm, typed(old.first, 3))
  expect([none.status, none.reason, none.error?.fields?.[0]?.path]).toEqual([
    ...[400, 'people.no_such_consent_text', 'consentVersion'],
  ])
  // Printed before the text changed, and typed in after it; and the new one.
  const { id: ideaId } = await lead.call(typeInForm, typed(old.first, 1))
  await lead.call(typeInForm, typed(now.first, 2))
  expect((await app.signInAs('community1').call(getIdea, { params: { ideaId } })).typedIn?.consentVersion).toBe(1)
  const [submitted] = await app.events(ideaStream(ideaId))
  expect(submitted?.payload).toMatchObject({ facts: { consentVersion: 1 } })
  const { rows } = await office.call(listTextVersions, purpose)
  expect(rows.map(({ version, agreed }) => [version, agreed])).toEqual([
    [2, 1],
    [1, 2],
  ])
  // Every form asks for itself: nobody can be asked anew.
  const anew = { ...save, zh: `${text.zh}！`, asksAnew: true, after: 2 }
  expect((await office.ask(saveConsentText, { ...purpose, body: anew })).reason).toBe('people.consent_of_acts')
  // A program from before versions, which runs beside, types in what was printed before them.
  const { rows: before } = await app.db.tx((tx) =>
    sql`insert into ideas.ideas select (jsonb_populate_record(null::ideas.ideas, to_jsonb(i) - 'consent_version'
          || jsonb_build_object('id', gen_random_uuid(), 'form_number', 9999, 'receipt_lookup', '\\x00'))).*
        from ideas.ideas i where i.consent_version = 2 limit 1 returning consent_version`.execute(tx),
  )
  expect(before).toEqual([{ consent_version: 1 }])
  await app.db.tx((tx) => sql`delete from ideas.ideas where form_number = 9999`.execute(tx))
})

it('exports exactly the list, and the ledger agrees with all of it until somebody alters a row', async () => {
  const community = app.signInAs('community1')
  const { body } = await community.ask(exportIdeas, { query: { figure: 'ideas' } })
  const total = (await community.call(ideaFigures, {})).ideas
  const rows: (readonly unknown[])[] = []
  for await (const row of readSheet(new Uint8Array(body as unknown as Buffer))) rows.push(row.cells)
  expect(rows).toHaveLength(total)
  const faults = async () =>
    (await verifyLedger(app.db, [verifyIdeas], app.clock.now())).broken.map(({ check }) => check)
  expect(await faults()).toEqual([])
  await app.db.tx((tx) => sql`update ideas.ideas set title = title || '！' where state = 'adopted'`.execute(tx))
  await app.db.tx((tx) => sql`update ideas.ideas set consent_version = 7 where form_number is not null`.execute(tx))
  await app.db.tx((tx) =>
    sql`update ideas.calls set state = 'cancelled', cancelled_why = '-'
    where id = (select id from ideas.calls limit 1)`.execute(tx),
  )
  await app.db.tx((tx) =>
    sql`delete from ideas.endorsements where id = (select id from ideas.endorsements limit 1)`.execute(tx),
  )
  expect(new Set(await faults())).toEqual(new Set(['ideas.call', 'ideas.words', 'ideas.consent', 'ideas.endorsements']))
})
