import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import type { TestClient } from '../../kernel/testing/app.ts'
import { tamper } from '../../kernel/testing/tamper.ts'
import { getMatter } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import { campsVote, consult, device, seeds } from './consultations.fixture.ts'
import {
  addStatement,
  answerStatement,
  atConsultation,
  atResult,
  castVote,
  changeConsultation,
  exportVotes,
  getConsultation,
  listConsultations,
  moderateStatement,
  openConsultations,
  ownVotes,
  planConsultation,
  sayStatement,
  stepConsultation,
} from './contract.ts'
import { eventTypes, streamOf } from './events.ts'
import { groupsOfLog } from './groups/groups-of-log.ts'
import { readVotesCsv } from './groups/read-votes.ts'
import { updateDue } from './updating.ts'
import { verifyConsultations } from './verify.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app?.close())

const community = () => app.signInAs('community1')
const story = async (id: Parameters<typeof streamOf>[0]) =>
  (await app.events(streamOf(id))).map(
    ({ type }) => Object.entries(eventTypes).find(([, of]) => of === type)?.[0] ?? type,
  )
const plan = (more = {}) => ({
  ...{
    placeId: app.town.places.community1,
    title: '停车怎么办',
    words: '',
    fromOn: '2026-11-23',
    untilOn: '2026-12-01',
  },
  ...{ moderation: 'before', statements: [], ...more },
})
const broken = async () =>
  (await verifyLedger(app.db, [verifyConsultations], app.clock.now())).broken.map(({ what }) => what)

describe('planning', () => {
  it('is for community and street, at their own places, with days that can be', async () => {
    const ask = (who: Parameters<typeof app.signInAs>[0], body: object) =>
      app.signInAs(who).ask(planConsultation, { body })
    expect((await app.anyone.ask(planConsultation, { body: plan() })).status).toBe(401)
    expect((await ask('gridWorker11', plan())).status).toBe(403)
    expect((await ask('community1', plan({ placeId: app.town.places.community2 }))).status).toBe(404)
    expect((await ask('community1', plan({ untilOn: '2026-11-01' }))).reason).toBe('consultations.bad_days')
    expect((await ask('community1', plan({ statements: ['同样的话', '同样的话'] }))).reason).toBe(
      'consultations.same_words',
    )
    expect((await ask('street1', plan())).status).toBe(200)
  })

  it('needs three statements before it opens; a draft is for those who ask', async () => {
    const { id, code } = await consult(community(), app.town.places.community1, {
      draft: true,
      statements: seeds.slice(1),
    })
    const params = { consultationId: id }
    expect((await app.signInAs('gridWorker11').ask(getConsultation, { params })).status).toBe(404)
    expect((await app.anyone.ask(atConsultation, { params: { code } })).status).toBe(404)
    expect((await community().ask(stepConsultation, { params, body: { step: 'open' } })).reason).toBe(
      'consultations.not_yet',
    )
    await community().call(addStatement, { params, body: { words: seeds[0] } })
    const { statements: _, placeId: __, ...fields } = plan({ moderation: 'after' }) as Record<string, unknown>
    expect((await community().ask(changeConsultation, { params, body: fields })).status).toBe(200)
    await community().call(stepConsultation, { params, body: { step: 'open' } })
    expect((await community().ask(changeConsultation, { params, body: fields })).reason).toBe(
      'consultations.wrong_state',
    )
    expect(await story(id)).toEqual(['planned', 'statement_added', 'statement_added', 'statement_added', 'opened'])
    expect((await app.signInAs('gridWorker11').call(getConsultation, { params })).manages).toBe(false)
    expect((await app.signInAs('gridWorker11').ask(stepConsultation, { params, body: { step: 'close' } })).status).toBe(
      403,
    )
    expect((await app.signInAs('community2').ask(getConsultation, { params })).status).toBe(404)
    const { rows } = await community().call(listConsultations, { query: { state: 'open' } })
    expect(rows.map((row) => [row.id, row.statements])).toContainEqual([id, 3])
  })
})

describe('voting', () => {
  it('shows one statement after the other, the same one until there is a vote, and lets one change one’s mind', async () => {
    const { code } = await consult(community(), app.town.places.community1)
    const params = { code }
    const look = async () => (await app.anyone.ask(atConsultation, { params }, device(1))).body
    const first = await look()
    expect([first.voted, first.left, (await look()).next]).toEqual([0, 3, first.next])
    const seen = new Set<number>()
    for (let { next } = first; next; ) {
      expect(seen.has(next.number)).toBe(false)
      seen.add(next.number)
      const body = { number: next.number, choice: 'agree' }
      next = (await app.anyone.ask(castVote, { params, body }, device(1))).body.next
    }
    expect(seen.size).toBe(3)
    await app.anyone.ask(castVote, { params, body: { number: 0, choice: 'disagree' } }, device(1))
    const { rows } = (await app.anyone.ask(ownVotes, { params }, device(1))).body
    expect(rows.map(({ number, choice }) => [number, choice])[0]).toEqual([0, 'disagree'])
    expect((await app.anyone.ask(ownVotes, { params }, device(2))).body.rows).toEqual([])
    expect((await app.anyone.ask(castVote, { params, body: { number: 99, choice: 'agree' } }, device(1))).status).toBe(
      404,
    )
    expect((await app.anyone.ask(castVote, { params, body: { number: 0, choice: 'maybe' } }, device(1))).status).toBe(
      400,
    )
    expect(
      (await app.anyone.ask(castVote, { params: { code: 'NOSUCHCODE' }, body: { number: 0, choice: 'agree' } })).status,
    ).toBe(404)
  })

  it('counts a person once, on two phones and with what the phone said before', async () => {
    const { id, code } = await consult(community(), app.town.places.community1)
    const params = { code }
    const resident = app.signInAs('resident1')
    const vote = (who: typeof resident, number: number, n: number) =>
      who.ask(castVote, { params, body: { number, choice: 'agree' } }, device(n))
    await vote(app.anyone, 0, 11)
    const client = await app.anyone.ask(ownVotes, { params }, device(11))
    expect(client.body.rows).toHaveLength(1)
    await resident.call(castVote, { params, body: { number: 1, choice: 'agree' } })
    await resident.call(castVote, { params, body: { number: 2, choice: 'pass' } })
    expect((await resident.call(ownVotes, { params })).rows).toHaveLength(2)
    const view = await community().call(getConsultation, { params: { consultationId: id } })
    expect([view.people, view.votes]).toEqual([2, 3])
    // Nothing in the ledger, the kept commands or the tables names the voter.
    const { rows } = await app.db.read((tx) =>
      sql<{
        n: number
      }>`select (select count(*) from kernel.commands where endpoint like 'consultations.vote%')::int as n`.execute(tx),
    )
    expect(rows[0]?.n).toBe(0)
    expect(JSON.stringify(await app.events(streamOf(id)))).not.toContain(app.town.persons.resident1)
  })

  it('refuses to change or delete a vote, even by hand', async () => {
    await expect(app.db.tx((tx) => sql`delete from consultations.votes`.execute(tx))).rejects.toThrow(
      'votes are only added',
    )
  })

  it('a statement of one’s own waits where it says so, is agreed to, and is shown once let in', async () => {
    const { id, code } = await consult(community(), app.town.places.community1)
    const params = { code }
    const say = (words: string, n: number) => app.anyone.ask(sayStatement, { params, body: { words } }, device(n))
    expect((await say('给快递柜装个雨棚', 1)).body.state).toBe('waiting')
    expect((await say('给快递柜装个雨棚', 1)).body.state).toBe('waiting')
    expect((await say('给快递柜装个雨棚', 2)).reason).toBe('consultations.same_words')
    expect((await app.anyone.ask(atConsultation, { params }, device(2))).body.left).toBe(3)
    const one = { consultationId: id, number: '3' }
    expect((await community().ask(moderateStatement, { params: one, body: { action: 'hide' } })).reason).toBe(
      'consultations.why_missing',
    )
    await community().call(moderateStatement, { params: one, body: { action: 'show' } })
    expect((await app.anyone.ask(atConsultation, { params }, device(2))).body.left).toBe(4)
    await community().call(moderateStatement, { params: one, body: { action: 'hide', why: '与本题无关' } })
    await community().call(moderateStatement, { params: { ...one, number: '0' }, body: { action: 'mark' } })
    expect((await app.anyone.ask(atConsultation, { params }, device(2))).body.left).toBe(3)
    const view = await community().call(getConsultation, { params: { consultationId: id } })
    expect(view.statements.map(({ state, meta, byStaff }) => [state, meta, byStaff])).toEqual([
      ['shown', true, true],
      ['shown', false, true],
      ['shown', false, true],
      ['hidden', false, false],
    ])
    expect((await story(id)).slice(-4)).toEqual([
      'statement_added',
      'statement_shown',
      'statement_hidden',
      'statement_marked',
    ])
    expect(
      (await app.signInAs('gridWorker11').ask(moderateStatement, { params: one, body: { action: 'show' } })).status,
    ).toBe(403)
    expect(
      (
        await community().ask(moderateStatement, {
          params: { ...one, consultationId: newId() },
          body: { action: 'show' },
        })
      ).status,
    ).toBe(404)
  })
})

describe('who is told', () => {
  it('tells the people who live there once, and lists what is open on their phones', async () => {
    await app.deliver()
    // As many as a large community has: more than one statement can insert.
    await app.db.tx((tx) =>
      sql`insert into people.persons (tenant_id, id, name, home_place_id, created_at)
        select ${app.town.tenantId}, gen_random_uuid(), '邻居' || n, ${app.town.places.building112}, ${app.clock.now()}
        from generate_series(1, 5000) n`.execute(tx),
    )
    const mine = () => app.signInAs('resident1')
    const told = async (who: TestClient) =>
      (await who.call(listNotices, {})).rows.filter(({ topic }) => topic === 'consultation_opened')
    const before = (await told(mine())).length
    const draft = await consult(community(), app.town.places.community1, { draft: true, title: '院子怎么用' })
    await app.deliver()
    expect(await told(mine())).toHaveLength(before)
    const params = { consultationId: draft.id }
    expect((await mine().call(openConsultations, {})).open.map(({ code }) => code)).not.toContain(draft.code)
    await community().call(stepConsultation, { params, body: { step: 'open' } })
    await app.deliver()
    await app.deliver()
    expect(await told(mine())).toHaveLength(before + 1)
    expect((await told(mine()))[0]?.subject).toEqual({ kind: 'consultation', id: draft.id })
    const { n } = await counted(sql`select count(*)::int as n from notices.notices where subject_id = ${draft.id}`)
    expect(n).toBeGreaterThanOrEqual(5000)
    expect(await told(app.signInAs('resident2'))).toEqual([])

    // The notice leads there by the id; the list says how much is left for the reader alone.
    expect((await mine().call(atConsultation, { params: { code: draft.id } })).code).toBe(draft.code)
    const row = async (who: TestClient) =>
      (await who.call(openConsultations, {})).open.find(({ code }) => code === draft.code)
    await mine().call(castVote, { params: { code: draft.code }, body: { number: 1, choice: 'agree' } })
    expect(await row(mine())).toMatchObject({ statements: 3, voted: 1, people: 1 })
    expect(await row(app.signInAs('gridWorker11'))).toMatchObject({ voted: 0 })
    expect(await row(app.signInAs('resident2'))).toBeUndefined()
    expect((await app.anyone.ask(openConsultations, {})).status).toBe(401)
    await community().call(stepConsultation, { params, body: { step: 'close' } })
    const after = await mine().call(openConsultations, {})
    expect(after.open.map(({ code }) => code)).not.toContain(draft.code)
    expect(after.over.map(({ code }) => code)).toContain(draft.code)
  })

  const counted = async (query: ReturnType<typeof sql>) => {
    const { rows } = await app.db.read((tx) => query.execute(tx))
    return rows[0] as { n: number }
  }
})

describe('the votes as a file', () => {
  it('is in the form of Polis, once it is over, with voters numbered by chance', async () => {
    const words = ['一', '二', '三', '四', '五', '六', '七', '八'].map((n) => `第${n}条说法`)
    const { id, code } = await consult(community(), app.town.places.community1, { statements: words })
    const params = { consultationId: id }
    await campsVote(app.anyone, code, 6, 8)
    await app.anyone.ask(castVote, { params: { code }, body: { number: 7, choice: 'pass' } }, device(0))
    const file = () => community().ask(exportVotes, { params })
    expect((await file()).reason).toBe('consultations.still_open')
    await community().call(stepConsultation, { params, body: { step: 'close' } })
    const text = String((await file()).body)
    const lines = text.trim().split('\n')
    expect(lines[0]).toBe('timestamp,datetime,comment-id,voter-id,vote')
    expect(lines).toHaveLength(1 + 12 * 8)
    const votes = await readVotesCsv(lines)
    // Days alone, numbers from 0 without gaps, the last vote of each.
    expect(new Set(votes.map(({ at }) => (at * 1000 + 8 * 3_600_000) % 86_400_000))).toEqual(new Set([0]))
    expect([...new Set(votes.map(({ person }) => person))].sort((a, b) => a - b)).toEqual([...Array(12).keys()])
    expect(votes.filter(({ statement, vote }) => statement === 7 && vote === 0)).toHaveLength(1)
    expect(groupsOfLog(votes).found.groups.map(({ members }) => members.length)).toEqual([6, 6])
    // Another time the numbers are others: twelve fall alike once in 479 million times.
    expect(String((await file()).body)).not.toBe(text)
    expect((await story(id)).slice(-2)).toEqual(['votes_exported', 'votes_exported'])

    const few = await consult(community(), app.town.places.community1)
    await campsVote(app.anyone, few.code, 2, 3)
    await community().call(stepConsultation, { params: { consultationId: few.id }, body: { step: 'close' } })
    const refused = await community().ask(exportVotes, { params: { consultationId: few.id } })
    expect([refused.status, refused.reason]).toEqual([422, 'consultations.too_few'])
  })
})

describe('the result', () => {
  it('finds two camps while it runs; is worked out from the log at the end, answered, and verified', async () => {
    const words = ['一', '二', '三', '四', '五', '六', '七', '八'].map((n) => `第${n}条观点`)
    const { id, code } = await consult(community(), app.town.places.community1, { statements: words })
    const consultationId = id
    await campsVote(app.anyone, code, 8, 8)
    const look = async (n: number) => (await app.anyone.ask(atResult, { params: { code } }, device(n))).body.result
    expect((await look(0)).needed).toBe(10)
    await updateDue(app.db, app.clock.now())
    const shown = await look(0)
    expect(shown.groups.map(({ letter, size }) => [letter, size])).toEqual([
      ['A', 8],
      ['B', 8],
    ])
    expect(shown.unites.map(({ number, percent }) => [number, percent])).toEqual([[0, 100]])
    expect(shown.divides).toHaveLength(3)
    expect(shown.dots).toHaveLength(16)
    expect(new Set([shown.me?.group, (await look(1)).me?.group])).toEqual(new Set([0, 1]))
    expect((await look(99)).me).toBeNull()
    expect(await broken()).toEqual([])

    await community().call(stepConsultation, { params: { consultationId }, body: { step: 'close' } })
    expect(await broken()).toEqual([])
    const late = await app.anyone.ask(castVote, { params: { code }, body: { number: 0, choice: 'pass' } }, device(0))
    expect(late.reason).toBe('consultations.not_open')
    const view = await community().call(getConsultation, { params: { consultationId } })
    expect(view.blocked.map(({ step }) => step)).toEqual(['finish'])
    const top = view.statements.filter((one) => one.rank >= 0)
    expect(top.length).toBeGreaterThan(1)
    const answer = {
      words: '明年春天做',
      matter: { holderPostId: app.town.posts.waterDepartment, dueOn: '2026-12-31' },
    }
    for (const [n, { number }] of top.entries()) {
      const params = { consultationId, number: String(number) }
      const { matterId } = await community().call(answerStatement, {
        params,
        body: n === 0 ? answer : { words: '已经了解' },
      })
      if (n > 0 || !matterId) continue
      expect((await app.signInAs('waterDepartment').call(getMatter, { params: { matterId } })).state).toBe('handling')
      expect((await community().ask(answerStatement, { params, body: answer })).reason).toBe('consultations.has_matter')
    }
    await community().call(stepConsultation, { params: { consultationId }, body: { step: 'finish' } })
    const page = (await app.anyone.ask(atResult, { params: { code } })).body
    expect([page.state, page.answers.length]).toEqual(['answered', top.length])
    expect((await story(id)).filter((name) => name !== 'statement_added')).toEqual([
      ...['planned', 'opened', 'votes_sealed', 'closed'],
      ...top.map(() => 'statement_answered'),
      'answered',
    ])
    expect(await broken()).toEqual([])
    await tamper(
      app.db.url,
      'alter table consultations.votes disable trigger user',
      `update consultations.votes set vote = 0 where consultation_id = '${id}' and seq = 5`,
      'alter table consultations.votes enable trigger user',
    )
    expect((await broken()).join()).toMatch(/are not those that were sealed.*not what its votes say/)
  })

  it('closes by itself after its last day', async () => {
    const { id } = await consult(community(), app.town.places.community1)
    app.clock.set(new Date('2026-12-22T02:00:00Z'))
    await updateDue(app.db, app.clock.now())
    expect((await story(id)).at(-1)).toBe('closed')
  })
})
