import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { act, exportMatters, listKinds, patrolReport, report, reveal, takeDown } from '../contract.ts'
import { defaultKinds } from '../defaults/kinds.ts'
import { mattersErasures } from '../erasures.ts'
import type { FormField } from '../form.ts'
import type { KindSpec } from '../kind.ts'
import { look, type MatterApp, matterApp, take } from '../matter-app.fixture.ts'
import { publicRecords } from '../public-record.ts'
import { addKind, getKindRules, listRuleSets, saveKindRules, tryKindRules } from '../rules/contract.ts'
import { moveOpenMatters } from '../rules/moving.ts'
import { verifyMatters } from '../verify/verify.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app?.close())

const params = { code: 'demand' }
const admin = () => app.signInAs('administrator')
const worker = () => app.signInAs('gridWorker11')
const rules = (code = 'demand') => admin().call(getKindRules, { params: { code } })
const placeId = () => app.town.places.building111
const ours = defaultKinds.find(({ code }) => code === 'demand')?.spec as KindSpec
const spec: KindSpec = { ...ours, evidence: [{ pictures: 0 }] }

const field = (key: string, kind: FormField['kind'], zh: string, more: Partial<FormField> = {}): FormField => ({
  ...{ key, kind, label: { zh, en: key }, required: false, shown: 'workers', asked: 'report' },
  ...more,
})
const area = field('area', 'number', '面积', { required: true, unit: 'm²', min: 1, max: 500, shown: 'everybody' })
const card = field('card', 'text', '证件号', { shown: 'sealed' })
const note = field('note', 'lines', '内部说明')
const noise = field('noise', 'number', '实测噪声', { asked: 'finish', required: true, unit: 'dB' })
const cleared = { key: 's1', words: { zh: '现场已恢复', en: 'The spot is as it was' } }
const formed: KindSpec = { ...spec, form: [area, card, note, noise], closing: [cleared] }

const save = async (of: KindSpec, code = 'demand', running: 'keep' | 'move' = 'keep') =>
  admin().call(saveKindRules, { params: { code }, body: { spec: of, base: (await rules(code)).newest, running } })
const said = (more: object) => ({ kind: 'demand', placeId: placeId(), body: '楼下施工声音很大', ...more })

describe('a form', () => {
  let before: MatterId
  beforeAll(async () => {
    const { id } = await app.reportAt('building111', '楼道灯坏了', { category: '080201' })
    before = id
    await take(worker(), id, { action: 'contact' })
    await take(worker(), id, { action: 'resolve', outcome: 'solved', words: '换了灯泡' })
  })

  it('that is not whole is refused beside its field, and one that asks for nothing new stops nothing', async () => {
    const bad = { ...spec, form: [{ ...area, min: 600 }] }
    const answer = await admin().ask(tryKindRules, { params, body: { spec: bad } })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.error)).toContain('spec.form.0')
    const tooMany = Array.from({ length: 21 }, (_, n) => field(`n${n}`, 'text', `第${n}项`))
    expect((await admin().ask(tryKindRules, { params, body: { spec: { ...spec, form: tooMany } } })).status).toBe(400)
    const { conditions, counts } = await admin().call(tryKindRules, {
      params,
      body: { spec: { ...spec, form: [note] } },
    })
    expect(conditions).toEqual([])
    expect(counts.lacking).toBeUndefined()
  })

  it('is tried on what was reported last month', async () => {
    const { conditions, counts } = await admin().call(tryKindRules, { params, body: { spec: formed } })
    expect(conditions).toEqual([
      { what: 'field', name: area.label, matters: 1, of: 1 },
      { what: 'finding', name: noise.label, matters: 1, of: 1 },
      { what: 'statement', name: cleared.words, matters: 1, of: 1 },
    ])
    expect(counts).toMatchObject({ lacking: 1, unclosable: 1, changed: 0 })
    const far = await app.signInAs('street2').call(tryKindRules, { params, body: { spec: formed } })
    expect(far.counts).toMatchObject({ lacking: 0, unclosable: 0 })
  })

  it('is saved with what the trial said, and shown to whoever reports, without what is asked on finish', async () => {
    await save(formed)
    expect((await rules()).versions[0]).toMatchObject({ version: 2, tried: { lacking: 1, unclosable: 1 } })
    const kind = (await app.anyone.call(listKinds)).kinds.find(({ code }) => code === 'demand')
    expect(kind?.form?.map(({ key }) => key)).toEqual(['area', 'card', 'note'])
  })

  it('is held against the version in force: each fault beside its field, nothing written', async () => {
    const faults = async (answers: object) => {
      const answer = await app.anyone.ask(report, { body: said({ answers }) as never })
      expect(answer.status).toBe(400)
      return JSON.stringify(answer.error)
    }
    expect(await faults({})).toContain('answers.area')
    expect(await faults({ area: 501 })).toContain('1 m²')
    expect(await faults({ area: 'x'.repeat(1001) })).toContain('answers')
    expect(await faults({ area: 12, other: 'x' })).toContain('answers.other')
    expect(await faults({ area: 12, noise: 60 })).toContain('answers.noise')
  })

  let id: MatterId
  it('goes with the report, the sealed part encrypted, and is read by whom it is for', async () => {
    const answers = { area: 12, card: '110101190001011237', note: '业主不在家' }
    const resident = app.signInAs('resident1')
    const done = await resident.call(report, { body: said({ answers }) as never })
    id = done.id
    const seen = await look(worker(), id)
    expect(seen.answers).toEqual([
      { key: 'area', asked: 'report', label: area.label, value: { zh: '12 m²', en: '12 m²' } },
      { key: 'card', asked: 'report', label: card.label, value: null },
      { key: 'note', asked: 'report', label: note.label, value: { zh: '业主不在家', en: '业主不在家' } },
    ])
    expect((await look(resident, id)).answers.map(({ key }) => key)).toEqual(['area'])
    const { rows } = await app.db.read((tx) =>
      sql<{ row: string }>`select m::text as row from matters.matters m where id = ${id}`.execute(tx),
    )
    expect(rows[0]?.row).not.toContain('110101190001011237')
    const full = await worker().call(reveal, { params: { matterId: id }, body: { reason: '核对业主身份' } })
    expect(full.answers).toEqual([{ label: card.label, value: { zh: answers.card, en: answers.card } }])
    const told = JSON.stringify(await app.events(`matters:${id}`))
    for (const secret of [answers.card, answers.note]) expect(told).not.toContain(secret)
  })

  it('is not told outside, even of a public matter', async () => {
    const records = await app.db.read((tx) => publicRecords(tx, app.town.tenantId, { limit: 10 }))
    expect(records.map((one) => one.id)).toContain(id)
    expect(JSON.stringify(records)).not.toMatch(/m²|业主不在家/)
  })

  it('cannot be closed as solved before findings and conditions are there; explained it can', async () => {
    await take(worker(), id, { action: 'contact' })
    const step = (await look(worker(), id)).next.find(({ action }) => action === 'resolve')
    expect(step?.statements).toEqual([cleared])
    expect(step?.fields?.map(({ key }) => key)).toEqual(['noise'])
    const resolve = { action: 'resolve' as const, outcome: 'solved' as const, words: '已停工整改' }
    const acts = { params: { matterId: id } }
    const open = await worker().ask(act, { ...acts, body: resolve })
    expect(open.status).toBe(400)
    expect(JSON.stringify(open.error)).toContain('ticked')
    expect(JSON.stringify(open.error)).toContain('answers.noise')
    const strange = await worker().ask(act, {
      ...acts,
      body: { ...resolve, ticked: ['s1', 's9'], answers: { noise: 50 } },
    })
    expect(strange.status).toBe(400)
    await take(worker(), id, { ...resolve, ticked: ['s1'], answers: { noise: 52 } })
    const seen = await look(worker(), id)
    expect(seen.state).toBe('resolved')
    expect(seen.answers.at(-1)).toMatchObject({ key: 'noise', asked: 'finish', value: { zh: '52 dB' } })
    expect(seen.timeline.at(-1)?.facts.ticked).toEqual([cleared.words])
    const other = await app.anyone.call(report, { body: said({ answers: { area: 3 } }) as never })
    await take(worker(), other.id, { action: 'contact' })
    await take(worker(), other.id, { ...resolve, outcome: 'explained', words: '夜间抢修，已说明' })
  })

  it('stays with its version when the labels change, and with its sort of field', async () => {
    const other = { ...area, label: { zh: '受影响面积', en: 'Area' } }
    await save({ ...formed, form: [other, card, note, noise] })
    expect((await look(worker(), id)).answers[0]?.label.zh).toBe('面积')
    const turned = { ...formed, form: [field('area', 'text', '面积')] }
    expect((await admin().ask(tryKindRules, { params, body: { spec: turned } })).status).toBe(400)
  })

  it('is exported, a column a field where the list is of one kind, without what is sealed', async () => {
    const sheet = async (query: object) => {
      const { body } = await app.signInAs('community1').ask(exportMatters, { query: query as never })
      const opened = await openSheet(new Uint8Array(body as unknown as Buffer))
      const cells: unknown[] = [...opened.headers]
      for await (const row of opened.rows) cells.push(...row.cells)
      await opened.close()
      return JSON.stringify(cells)
    }
    const one = await sheet({ kind: ['demand'] })
    for (const cell of ['受影响面积', '实测噪声', '12 m²', '业主不在家']) expect(one).toContain(cell)
    expect(one).not.toContain('证件号')
    expect(await sheet({})).toContain('面积：12 m²；内部说明：业主不在家')
  })

  it('is found again in the ledger, and missed where somebody changed it', async () => {
    const broken = async () => (await verifyLedger(app.db, [verifyMatters], app.clock.now())).broken
    expect(await broken()).toEqual([])
    const turn = (value: string) =>
      app.db.tx((tx) =>
        sql`update matters.matters set answers = jsonb_set(answers, '{values,area}', ${value}::jsonb) where id = ${id}`.execute(
          tx,
        ),
      )
    await turn('13')
    expect((await broken()).map(({ what }) => what)).toEqual([expect.stringContaining('filled in of its form')])
    await turn('12')
    expect(await broken()).toEqual([])
  })

  it('goes with the words and the contact when their time is over', async () => {
    for (const { code, erase } of mattersErasures) {
      await app.db.tx((tx) => erase(tx, { tenantId: app.town.tenantId, ids: [id], at: app.clock.now() } as never))
      if (code === 'matters.contact') expect((await look(worker(), id)).answers[0]?.value).not.toBeNull()
    }
    expect((await look(worker(), id)).answers).toEqual([])
    expect((await verifyLedger(app.db, [verifyMatters], app.clock.now())).broken).toEqual([])
  })

  it('leaves what was reported before as it was', async () => {
    expect((await look(worker(), before)).answers).toEqual([])
  })
})

describe('who may report, and with what', () => {
  const patrol = defaultKinds.find(({ code }) => code === 'patrol')?.spec as KindSpec
  const found = (more: object = {}) => ({ kind: 'patrol', placeId: placeId(), body: '楼道堆了杂物', ...more })

  it('workers by their posts; a picture where one is asked for; statements of who files', async () => {
    const filing = [{ key: 's1', words: { zh: '在本网格内', en: 'It lies in the grid' } }]
    await save({ ...patrol, reportRoles: ['community'], filing }, 'patrol')
    const refused = await worker().ask(patrolReport, { body: found({ filed: ['s1'] }) as never })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.error)).toContain('不由您的岗位上报')
    await save({ ...patrol, reportPictures: 1, filing }, 'patrol')
    const bare = await worker().ask(patrolReport, { body: found({ filed: ['s1'] }) as never })
    expect(JSON.stringify(bare.error)).toContain('fileIds')
    await save({ ...patrol, filing }, 'patrol')
    const unticked = await worker().ask(patrolReport, { body: found() as never })
    expect(JSON.stringify(unticked.error)).toContain('filed')
    await worker().call(patrolReport, { body: found({ filed: ['s1'] }) as never })
  })

  it('files by ticking when it is accepted, where nobody ticked before', async () => {
    const hotline = defaultKinds.find(({ code }) => code === 'hotline')?.spec as KindSpec
    const filing = [{ key: 's1', words: { zh: '属于本社区', en: 'It is ours' } }]
    const office = () => app.signInAs('community1')
    const body = { kind: 'hotline', placeId: placeId(), channel: 'phone' as const, body: '热线转来的诉求' }
    const { id } = await office().call(takeDown, { body })
    await save({ ...hotline, filing }, 'hotline', 'move')
    const later = await office().call(takeDown, { body: { ...body, filed: ['s1'] } })
    expect((await look(office(), later.id)).next.find(({ action }) => action === 'accept')?.statements).toBeUndefined()
    await take(office(), later.id, { action: 'accept' })
    // Taken over to this version, it has to be ticked by who accepts it.
    await moveOpenMatters(app.db, app.clock.now())
    expect((await office().ask(act, { params: { matterId: id }, body: { action: 'accept' } })).status).toBe(400)
    await take(office(), id, { action: 'accept', ticked: ['s1'] })
    expect((await look(office(), id)).timeline.at(-1)?.facts.ticked).toEqual([filing[0]?.words])
  })

  it('not a retired category, whoever asks', async () => {
    await app.db.tx((tx) =>
      sql`update matters.categories set retired = true where tree = 'liren' and code = '080201'`.execute(tx),
    )
    await save(spec)
    const refused = await app.anyone.ask(report, { body: said({ category: '080201' }) as never })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.error)).toContain('category')
    await app.db.tx((tx) => sql`update matters.categories set retired = false where code = '080201'`.execute(tx))
  })

  it('confirmed by who asked, where the kind wants it', async () => {
    await save({ ...spec, confirmed: true })
    const { id } = await app.signInAs('resident1').call(report, { body: said({}) as never })
    await take(worker(), id, { action: 'contact' })
    await take(worker(), id, { action: 'resolve', outcome: 'solved', words: '已处理' })
    const office = app.signInAs('community1')
    const onSpot = {
      action: 'follow_up' as const,
      followUp: { method: 'verify' as const, reached: false, solved: true },
    }
    expect((await office.ask(act, { params: { matterId: id }, body: onSpot })).status).toBe(422)
    await take(office, id, { action: 'follow_up', followUp: { method: 'phone', reached: true, solved: true } })
    expect((await look(office, id)).state).toBe('closed')
  })
})

describe('a kind', () => {
  const body = {
    name: { zh: '施工扰民', en: 'Building noise' },
    description: { zh: '工地夜间施工', en: 'Sites that work at night' },
    from: 'demand',
    source: '街道办公会',
  }

  it('is made by the administrator with the rules of another, closed to all at first', async () => {
    expect((await app.signInAs('street1').ask(addKind, { body })).status).toBe(403)
    expect((await admin().ask(addKind, { body: { ...body, from: 'nothing' } })).status).toBe(404)
    const { code } = await admin().call(addKind, { body })
    expect(code).toBe('own_1')
    expect((await app.events(`matter-rules:kind:${code}`)).map(({ type }) => type)).toEqual(['matters.kind_saved'])
    const begun = await rules(code)
    expect(begun).toMatchObject({ kept: false, total: 1, spec: { name: body.name, doors: [], source: body.source } })
    expect((await app.anyone.ask(report, { body: said({ kind: code }) as never })).status).toBe(400)
    await save({ ...begun.spec, doors: ['resident'] }, code)
    await app.anyone.call(report, { body: said({ kind: code }) as never })
  })

  it('is ended, keeps its matters, and may be taken up again; one that the program reports by may not', async () => {
    const { spec: now } = await rules('own_1')
    await save({ ...now, ended: true }, 'own_1')
    expect((await admin().call(listRuleSets)).kinds.find(({ code }) => code === 'own_1')).toMatchObject({ ended: true })
    const kind = (await app.anyone.call(listKinds)).kinds.find(({ code }) => code === 'own_1')
    expect(kind).toMatchObject({ doors: [], ended: true, name: body.name })
    const refused = await app.anyone.ask(report, { body: said({ kind: 'own_1' }) as never })
    expect(JSON.stringify(refused.error)).toContain('已停止上报')
    await save(now, 'own_1')
    await app.anyone.call(report, { body: said({ kind: 'own_1' }) as never })
    const ended = { spec: { ...spec, ended: true } }
    expect((await admin().ask(tryKindRules, { params, body: ended })).status).toBe(422)
  })
})
