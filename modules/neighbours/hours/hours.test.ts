import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActingPost, systemActor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { record as recordEvent } from '../../../kernel/events/record.ts'
import { dayMs, dayOf } from '../../../kernel/time/day.ts'
import { type MatterApp, matterApp } from '../../matters/matter-app.fixture.ts'
import type { TeamId, VolunteerId } from '../events.ts'
import * as papers from './certificates/contract.ts'
import * as contract from './contract.ts'
import { certificateStream, type HoursEvent, hoursEvents, hoursStream } from './events.ts'
import { expireMinutes } from './expiry-job.ts'
import { timesServed } from './figures.ts'
import { aPairing, aTeam, aVolunteer, findings, heldActivity, signers } from './hours.fixture.ts'
import type { EntryId, GatheringId } from './tables.ts'

let app: MatterApp
let leader: VolunteerId
let me: VolunteerId
let team: TeamId
let activity: GatheringId
beforeAll(async () => {
  app = await matterApp()
  leader = await aVolunteer(app, 'buildingLead111', 'building111')
  me = await aVolunteer(app, 'resident1', 'building111')
  team = await aTeam(app, leader, [me], 'community1')
  app.clock.move(dayMs)
  activity = await heldActivity(app, desk(), team, [lead(), resident(), app.signInAs('resident2')])
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const lead = () => app.signInAs('buildingLead111')
const resident = () => app.signInAs('resident1')
const today = () => dayOf(app.clock.now())
const story = async (stream: string) => (await app.events(stream)).map(({ type }) => type.replace('neighbours.', ''))
const mine = () => resident().call(contract.myHours)
const record = (more: Record<string, unknown> = {}, who = desk()) =>
  who.ask(contract.recordHours, {
    body: {
      volunteerId: me,
      kind: 'service',
      purpose: 'other',
      onDay: today(),
      minutes: 30,
      content: '代取快递',
      ...more,
    },
  })

describe('hours of an activity', () => {
  it('wait for the leader and the community, for nobody else; those of the team who were there are proposed', async () => {
    const params = { gatheringId: activity }
    const status = async (who: Parameters<typeof app.signInAs>[0]) =>
      (await app.signInAs(who).ask(contract.getActivityHours, { params })).status
    expect((await app.anyone.ask(contract.getActivityHours, { params })).status).toBe(401)
    for (const who of ['resident1', 'community2', 'gridWorker11', 'administrator'] as const)
      expect(await status(who), who).toBe(404)
    const seen = await lead().call(contract.getActivityHours, { params })
    expect(seen.people.map(({ proposed, recorded, own }) => [proposed, recorded, own])).toEqual([
      [120, null, true],
      [120, null, false],
    ])
    expect((await lead().call(contract.myHours)).toConfirm).toMatchObject([{ id: activity, people: 1 }])
    expect((await desk().call(contract.hoursNext)).activities).toMatchObject([{ id: activity, people: 2 }])
    expect((await app.signInAs('community2').call(contract.hoursNext)).activities).toEqual([])
    expect((await resident().ask(contract.hoursNext)).status).toBe(403)
  })

  it('are confirmed with one click, once; the leader’s own by the community', async () => {
    const params = { gatheringId: activity }
    const confirm = (who = lead(), body: contract.ConfirmBody = {}) =>
      who.ask(contract.confirmActivityHours, { params, body })
    expect((await app.anyone.ask(contract.confirmActivityHours, { params, body: {} })).status).toBe(401)
    expect((await confirm(resident())).status).toBe(404)
    const strange = { changes: [{ volunteerId: leader, minutes: 60 }] }
    expect((await confirm(lead(), strange)).reason).toBe('hours.bad_changes')
    expect((await confirm()).body).toEqual({ confirmed: 1 })
    expect((await mine()).minutes).toBe(120)
    expect((await confirm()).reason).toBe('hours.own')
    expect((await confirm(desk())).body).toEqual({ confirmed: 1 })
    expect((await confirm(desk())).reason).toBe('hours.settled')
    expect((await desk().call(contract.hoursNext)).activities).toEqual([])
    expect(await story(hoursStream(me))).toEqual(['hours_recorded'])
    expect(await findings(app)).toEqual([])
  })

  it('may be 0 for who did not serve, and two confirming at once write them once', async () => {
    const id = await heldActivity(app, desk(), team, [resident(), lead()])
    const ask = () =>
      desk().ask(contract.confirmActivityHours, {
        params: { gatheringId: id },
        body: { changes: [{ volunteerId: leader, minutes: 0 }] },
      })
    const answers = await Promise.all([ask(), ask()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const { people } = await desk().call(contract.getActivityHours, { params: { gatheringId: id } })
    expect(people.map(({ recorded }) => recorded).sort()).toEqual([0, 120])
    expect(await story(hoursStream(leader))).toEqual(['hours_recorded', 'hours_left_out'])
  })
})

describe('the ledger', () => {
  it('takes help, training and honours from the community, never from oneself or beyond its places', async () => {
    expect((await record({}, app.anyone)).status).toBe(401)
    expect((await record({}, resident())).status).toBe(403)
    expect((await record({}, app.signInAs('community2'))).status).toBe(404)
    expect((await record({ content: ' ' })).status).toBe(400)
    expect((await record({ minutes: 0 })).reason).toBe('hours.bad_minutes')
    expect((await record({ onDay: '2030-01-01' })).reason).toBe('hours.bad_onDay')
    const before = (await mine()).minutes
    expect((await record()).status).toBe(200)
    await record({ kind: 'training', minutes: 90, content: '急救培训' })
    await record({ kind: 'honour', minutes: 0, content: '年度优秀志愿者' })
    expect((await mine()).minutes).toBe(before + 30)
    const own = await aVolunteer(app, 'community1', 'community1')
    expect((await record({ volunteerId: own })).reason).toBe('hours.own')
  })

  it('refuses more than 24 hours a day', async () => {
    expect((await record({ minutes: 1400, onDay: '2026-10-01' })).status).toBe(200)
    expect((await record({ minutes: 41, onDay: '2026-10-01' })).reason).toBe('hours.hours_day_full')
    expect((await record({ minutes: 40, onDay: '2026-10-01' })).status).toBe(200)
  })

  it('is corrected by counter-entries alone: the database refuses anything else', async () => {
    const { body } = await record({ minutes: 60, onDay: '2026-10-02' })
    const correct = (entryId: EntryId, minutes: number, who = desk()) =>
      who.ask(contract.correctHours, { params: { entryId }, body: { minutes, why: '多记了半小时' } })
    expect((await correct(body.id, 30, app.signInAs('community2'))).status).toBe(404)
    expect((await correct(body.id, 30, resident())).status).toBe(403)
    const before = (await mine()).minutes
    expect((await correct(body.id, 30)).status).toBe(200)
    expect((await mine()).minutes).toBe(before - 30)
    expect((await correct(body.id, 20)).reason).toBe('hours.hours_corrected_once')
    const { rows, minutes } = await desk().call(contract.listHours, { query: { from: '2026-10-02', to: '2026-10-02' } })
    expect([rows.map((row) => row.minutes).sort((a, b) => a - b), minutes]).toEqual([[-60, 30, 60], 30])
    for (const change of [
      sql`update neighbours.hours_entries set minutes = 1`,
      sql`delete from neighbours.hours_entries`,
    ])
      await expect(app.db.tx((tx) => change.execute(tx))).rejects.toThrow('append-only')
    expect(await findings(app)).toEqual([])
  })

  it('lists by filter, marks what overlaps, exports with masked names', async () => {
    const [one, other] = [await aTeam(app, leader, [me], 'community1'), await aTeam(app, leader, [me], 'community1')]
    const first = await heldActivity(app, desk(), one, [resident()])
    app.clock.move(-2 * 3_600_000)
    const second = await heldActivity(app, desk(), other, [resident()])
    for (const gatheringId of [first, second])
      await desk().call(contract.confirmActivityHours, { params: { gatheringId }, body: {} })
    const marked = await desk().call(contract.listHours, { query: { overlaps: true } })
    expect(marked.rows.map(({ team: name }) => name !== null)).toEqual([true, true])
    expect((await desk().call(contract.listHours, { query: { teamId: one } })).total).toBe(1)
    expect(marked.rows[0]?.name).not.toBe('')
    expect((await app.signInAs('community2').call(contract.listHours)).total).toBe(0)
    const sheet = await desk().ask(contract.exportHours, { query: {} })
    expect([sheet.status, (sheet.body as unknown as Buffer).subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })

  it('is objected to by the volunteer and answered by the community', async () => {
    const entryId = (await mine()).entries.find(({ minutes }) => minutes === 30)?.id
    const object = (who = resident(), body: Record<string, unknown> = { entryId, words: '应该是一小时' }) =>
      who.ask(contract.objectHours, { body })
    expect((await object(app.anyone)).status).toBe(401)
    expect((await object(app.signInAs('supervisor'))).reason).toBe('hours.no_volunteer')
    expect((await object(lead())).status).toBe(404)
    const { body } = await object()
    expect((await object()).reason).toBe('hours.objected')
    expect((await desk().call(contract.hoursNext)).objections).toMatchObject([{ id: body.id, words: '应该是一小时' }])
    const answer = (who = desk()) =>
      who.ask(contract.answerObjection, { params: { objectionId: body.id }, body: { words: '核对属实', minutes: 60 } })
    expect((await answer(resident())).status).toBe(403)
    expect((await answer(app.signInAs('community2'))).status).toBe(404)
    const before = (await mine()).minutes
    expect((await answer()).status).toBe(200)
    expect((await answer()).reason).toBe('hours.answered')
    expect((await mine()).minutes).toBe(before + 30)
    expect((await mine()).entries.find(({ id }) => id === entryId)).toMatchObject({
      takenBack: true,
      objection: { state: 'corrected', answer: '核对属实' },
    })
    expect(await findings(app)).toEqual([])
  })
})

describe('the figure of times served', () => {
  it('counts exactly the list that it leads to, for who keeps the ledger alone', async () => {
    const { places } = app.town
    const [from, to] = [new Date('2026-10-01T00:00:00+08:00'), new Date('2026-12-01T00:00:00+08:00')]
    const { rows } = await app.db.read((tx) =>
      sql<{ path: string }>`select path from places.places_view where id = ${places.community1}`.execute(tx),
    )
    const asked = { placeId: places.community1, placePath: rows[0]?.path ?? '', from, to }
    const by = async (who: 'community1' | 'street1' | 'supervisor') => {
      const { persons, posts } = app.town
      const { rows: at } = await app.db.read((tx) =>
        sql<ActingPost>`select id as "postId", role, place_id as "placeId", place_path as "placePath", null as "gridId", 'own' as how
          from people.posts_view where id = ${posts[who]}`.execute(tx),
      )
      const actor = {
        tenantId: app.town.tenantId,
        personId: persons[who],
        sessionId: newId<'session'>(),
        name: '',
        posts: at,
      }
      return app.db.read((tx) => timesServed(tx, actor, asked))
    }
    const served = await by('community1')
    const query = { standing: true, from: '2026-10-01', to: '2026-11-30', placeId: places.community1 }
    expect(served?.value).toBe((await desk().call(contract.listHours, { query })).total)
    expect(served?.value).toBeGreaterThan(3)
    expect(served?.to).toContain('standing=yes&days=2026-10-01..2026-11-30')
    expect((await by('street1'))?.value).toBe(served?.value)
    expect(await by('supervisor')).toBeNull()
  })
})

describe('a certificate', () => {
  const ask = (who = resident(), body: Record<string, unknown> = { documentKind: 'id_card', documentTail: '1238' }) =>
    who.ask(papers.askCertificate, { body })
  const issue = (certificateId: string, who = desk()) =>
    who.ask(papers.issueCertificate, { params: { certificateId }, body: signers })
  const view = (certificateId: string) => desk().ask(papers.getCertificate, { params: { certificateId } })

  it('is asked by the volunteer, issued by the community with the next number, and says what the ledger says', async () => {
    expect((await ask(app.anyone)).status).toBe(401)
    expect((await ask(resident(), { documentKind: 'id_card' })).reason).toBe('hours.bad_documentTail')
    expect((await ask(resident(), { documentKind: 'own_number', toOn: '2020-01-01' })).reason).toBe('hours.nothing')
    const { body } = await ask()
    expect((await ask()).reason).toBe('hours.asked')
    expect((await issue(body.id, app.signInAs('community2'))).status).toBe(404)
    expect((await issue(body.id, resident())).status).toBe(403)
    expect((await desk().ask(papers.issueCertificate, { params: { certificateId: body.id }, body: {} })).status).toBe(
      400,
    )
    const { body: issued } = await issue(body.id)
    expect(issued.numberText).toMatch(/^志证-.+-2026-0001$/)
    expect((await issue(body.id)).reason).toBe('hours.certificate_settled')
    const { minutes } = await mine()
    expect((await view(body.id)).body).toMatchObject({ state: 'issued', minutes, says: { document: { tail: '****' } } })
    expect(await story(certificateStream(body.id))).toEqual(['certificate_asked', 'certificate_issued'])
    expect(await findings(app)).toEqual([])
  })

  it('is a PDF for its owner and the community, and is checked by anybody who holds its code', async () => {
    const [own] = (await resident().call(papers.myCertificates)).rows
    const paper = (who = resident(), from = 'https://liren.example') =>
      who.ask(papers.certificatePaper, { params: { certificateId: own?.id ?? '' }, query: { from } })
    const file = await paper()
    expect([file.status, (file.body as unknown as Buffer).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    expect((await paper(desk())).status).toBe(200)
    expect((await paper(lead())).status).toBe(404)
    expect((await paper(app.anyone)).status).toBe(401)
    expect((await paper(resident(), 'javascript:alert(1)')).status).toBe(400)
    const check = (code: string, query: { sign?: string } = {}) =>
      app.anyone.ask(papers.verifyCertificate, { params: { code }, query })
    const { body: seen } = await check(own?.code ?? '')
    expect(seen).toMatchObject({ state: 'issued', numberText: own?.numberText, minutes: own?.minutes, fits: null })
    expect(seen.name).toMatch(/\*|\./)
    expect((await check((own?.code ?? '').toLowerCase().replace('-', ''), { sign: seen.sign })).body.fits).toBe(true)
    expect((await check(own?.code ?? '', { sign: '0000-0000' })).body.fits).toBe(false)
    expect((await check('00000-00000')).status).toBe(404)
  })

  it('no longer fits when an entry of it is corrected; is issued anew, revoked, and the code says so', async () => {
    const [own] = (await resident().call(papers.myCertificates)).rows
    const entry = (await mine()).entries.find((one) => one.kind === 'service' && !one.takenBack && one.minutes === 120)
    await desk().call(contract.correctHours, {
      params: { entryId: entry?.id ?? ('' as EntryId) },
      body: { minutes: 90, why: '提前离开' },
    })
    expect((await desk().call(contract.hoursNext)).certificatesStale).toBe(1)
    const params = { certificateId: own?.id ?? '' }
    const again = await desk().call(papers.reissueCertificate, {
      params,
      body: { ...signers, why: '时长更正' },
    } as never)
    expect((again as { numberText: string }).numberText).toMatch(/-0002$/)
    const check = async (code: string) => (await app.anyone.ask(papers.verifyCertificate, { params: { code } })).body
    expect(await check(own?.code ?? '')).toMatchObject({
      state: 'revoked',
      revokedCategory: 'reissued',
      revokedOn: today(),
    })
    const [fresh] = (await resident().call(papers.myCertificates)).rows
    expect(fresh?.minutes).toBe((await mine()).minutes)
    const revoke = (who = desk()) =>
      who.ask(papers.revokeCertificate, {
        params: { certificateId: fresh?.id ?? '' },
        body: { category: 'asked', why: '本人不再需要' },
      })
    expect((await revoke(resident())).status).toBe(403)
    expect((await revoke(app.signInAs('community2'))).status).toBe(404)
    expect((await revoke()).status).toBe(200)
    expect((await revoke()).reason).toBe('hours.certificate_settled')
    expect(await check(fresh?.code ?? '')).toMatchObject({ state: 'revoked', revokedCategory: 'asked' })
    const change = sql`update neighbours.certificates set minutes = minutes + 1 where number is not null`
    await expect(app.db.tx((tx) => change.execute(tx))).rejects.toThrow('stays')
    expect(await findings(app)).toEqual([])
  })

  it('is numbered without gaps, whatever is refused between', async () => {
    const { body } = await ask()
    const refuse = (who = desk()) =>
      who.ask(papers.refuseCertificate, { params: { certificateId: body.id }, body: { why: '请补充时段' } })
    expect((await refuse(resident())).status).toBe(403)
    expect((await refuse()).status).toBe(200)
    const { body: next } = await ask(lead(), { documentKind: 'own_number' })
    expect((await issue(next.id)).body.numberText).toMatch(/-0003$/)
    expect((await desk().call(papers.listCertificates, { query: { show: 'refused' } })).total).toBe(1)
    expect(await findings(app)).toEqual([])
  })
})

describe('exchange', () => {
  const settings = { levels: [], source: '', exchangeOn: true, expiryMonths: 36 }
  const spend = (pairingId: string, minutes: number) =>
    resident().ask(contract.spendMinutes, { body: { pairingId, minutes } })

  it('is off by default, set by those who may', async () => {
    expect((await mine()).account).toBeNull()
    const set = (who: Parameters<typeof app.signInAs>[0], body: object = settings) =>
      app.signInAs(who).ask(contract.setHoursSettings, { body } as never)
    expect((await app.anyone.ask(contract.setHoursSettings, { body: settings })).status).toBe(401)
    expect((await set('resident1')).status).toBe(403)
    const level = { hours: 5, name: { zh: '甲', en: 'A' } }
    expect((await set('administrator', { ...settings, levels: [level, level] })).reason).toBe('hours.bad_levels')
    expect((await set('administrator', { ...settings, levels: [level] })).status).toBe(200)
    expect(await desk().call(contract.getHoursSettings)).toMatchObject({ exchangeOn: true })
    expect(await mine()).toMatchObject({ level, stars: 1, account: { balance: 0 } })
  })

  it('earns by confirmed hours, pays for help in one’s own pairing, never more than is there', async () => {
    await record({ minutes: 100, onDay: '2026-11-01' })
    const { body: wrong } = await record({ minutes: 50, onDay: '2026-11-02' })
    const pairing = await aPairing(app, leader, 'resident1')
    const foreign = await aPairing(app, me, 'resident2')
    expect((await mine()).account).toMatchObject({ balance: 150, pairings: [{ id: pairing }] })
    expect((await spend(foreign, 10)).status).toBe(404)
    expect((await spend(pairing, 151)).reason).toBe('hours.bad_minutes')
    expect((await spend(pairing, 120)).body).toEqual({ balance: 30 })
    // Taking back 50 of which 20 are spent leaves 0, not less.
    await desk().call(contract.correctHours, { params: { entryId: wrong.id }, body: { minutes: 0, why: '记错人' } })
    expect((await mine()).account?.balance).toBe(0)
    expect(await findings(app)).toEqual([])
  })

  it('lets what is unused for too long go to the pool, what was earned first first', async () => {
    await record({ minutes: 40, onDay: '2023-10-01' })
    await record({ minutes: 60, onDay: '2026-11-03' })
    const pairing = await aPairing(app, leader, 'resident1')
    await spend(pairing, 30)
    await expireMinutes(app)
    expect((await mine()).account?.lots).toEqual([{ onDay: '2026-11-03', left: 60 }])
    await expireMinutes(app)
    const { rows } = await app.db.read((tx) =>
      sql<{ account: string; minutes: number }>`select account, sum(minutes)::int as minutes from neighbours.postings
        where account in ('pool', 'spent') group by account order by account`.execute(tx),
    )
    expect(rows).toEqual([
      { account: 'pool', minutes: 10 },
      { account: 'spent', minutes: 150 },
    ])
    expect(await findings(app)).toEqual([])
  })

  it('goes on where a clock that was set back has put a payment before what it was paid with', async () => {
    const person = 'resident2' as const
    const she = await aVolunteer(app, person, 'building111')
    const { body: earned } = await record({ volunteerId: she, minutes: 60, onDay: '2026-11-05' })
    const { body: old } = await record({ volunteerId: she, minutes: 20, onDay: '2023-10-01' })
    const pairingId = await aPairing(app, leader, person)
    const pay = (minutes: number) => app.signInAs(person).ask(contract.spendMinutes, { body: { pairingId, minutes } })
    app.clock.move(-1000)
    expect((await pay(70)).body).toEqual({ balance: 10 })
    const lots = async () => (await app.signInAs(person).call(contract.myHours)).account?.lots
    // What was earned first is spent first, as it happened and not as the clock says.
    expect(await lots()).toEqual([{ onDay: '2026-11-05', left: 10 }])
    expect((await pay(11)).reason).toBe('hours.bad_minutes')
    expect((await pay(1)).body).toEqual({ balance: 9 })
    expect(await findings(app)).toEqual([])
    await expireMinutes(app)
    const correct = (entryId: EntryId, minutes: number) =>
      desk().ask(contract.correctHours, { params: { entryId }, body: { minutes, why: '记错了' } })
    expect((await correct(earned.id, 65)).status).toBe(200)
    expect(await lots()).toEqual([{ onDay: '2026-11-05', left: 14 }])
    expect((await correct(old.id, 10)).status).toBe(200)
    expect(await lots()).toEqual([{ onDay: '2026-11-05', left: 4 }])
    app.clock.move(1000)
    expect(await findings(app)).toEqual([])
  })

  it('is recorded, corrected and spent at once: nobody waits for somebody who waits for them', async () => {
    const person = 'resident2' as const
    const volunteerId = await aVolunteer(app, person, 'building111')
    const pairingId = await aPairing(app, leader, person)
    const { body: first } = await record({ volunteerId, minutes: 60, onDay: '2026-10-05' })
    const standing = async () => {
      const { rows } = await app.db.read((tx) =>
        sql<{ id: EntryId }>`select e.id from neighbours.hours_entries e where e.volunteer_id = ${volunteerId}
          and e.kind = 'service' and e.on_day = '2026-10-05' and not exists (select from neighbours.hours_entries x
            where x.tenant_id = e.tenant_id and x.corrects_id = e.id)`.execute(tx),
      )
      return rows[0]?.id ?? first.id
    }
    const answers: string[] = []
    for (let round = 0; round < 30; round++) {
      const params = { entryId: await standing() }
      const body = { minutes: round % 2 === 0 ? 61 : 60, why: '记错了' }
      const said = await Promise.all([
        desk().ask(contract.correctHours, { params, body }),
        app.signInAs(person).ask(contract.spendMinutes, { body: { pairingId, minutes: 1 } }),
        record({ volunteerId, minutes: 1, onDay: '2026-10-06' }),
      ])
      answers.push(...said.map(({ status, reason }) => `${status} ${reason ?? ''}`.trim()))
    }
    expect(answers.filter((answer) => answer !== '200')).toEqual([])
    expect(await findings(app)).toEqual([])
  })

  it('lets the others expire where one account fails, and tells that it failed', async () => {
    const ids: VolunteerId[] = []
    for (const person of ['resident1', 'resident2'] as const) {
      const volunteerId = await aVolunteer(app, person, 'building111')
      await record({ volunteerId, minutes: 25, onDay: '2023-10-02' })
      ids.push(volunteerId)
    }
    const expired = async () => {
      const { rows } = await app.db.read((tx) =>
        sql<{ id: VolunteerId }>`select p.volunteer_id as id from neighbours.postings p
          join neighbours.transfers t on t.tenant_id = p.tenant_id and t.id = p.transfer_id
          where t.kind = 'expire' and p.minutes = -25`.execute(tx),
      )
      return rows.map(({ id }) => id).toSorted()
    }
    const [failing, ...others] = ids.toSorted()
    await app.db.tx(async (tx) => {
      await sql`create function neighbours.refuse_one() returns trigger language plpgsql as $$
        begin raise exception 'this one does not expire'; end $$`.execute(tx)
      await sql`create trigger refuse_one before insert on neighbours.postings for each row
        when (new.volunteer_id = ${sql.lit(failing)}) execute function neighbours.refuse_one()`.execute(tx)
    })
    await expect(expireMinutes(app)).rejects.toThrow('this one does not expire')
    expect(await expired()).toEqual(others)
    await app.db.tx((tx) => sql`drop function neighbours.refuse_one cascade`.execute(tx))
    await expireMinutes(app)
    expect(await expired()).toEqual(ids.toSorted())
    expect(await findings(app)).toEqual([])
  })

  it('is refused by the database where a transfer does not sum to zero or an account would go below', async () => {
    const post = (lines: readonly (readonly [string, VolunteerId | null, number])[]) =>
      app.db.tx(async (tx) => {
        await sql`insert into neighbours.transfers (tenant_id, id, kind, on_day, at)
          values (${app.town.tenantId}, '00000000-0000-7000-8000-000000000001', 'expire', ${today()}::date, ${app.clock.now()})`.execute(
          tx,
        )
        for (const [line, [account, id, minutes]] of lines.entries())
          await sql`insert into neighbours.postings values (${app.town.tenantId}, '00000000-0000-7000-8000-000000000001',
            ${line}, ${account}, ${id}, ${minutes})`.execute(tx)
      })
    await expect(post([['pool', null, 5]])).rejects.toThrow('sums to zero')
    await expect(
      post([
        ['volunteer', me, -61],
        ['pool', null, 61],
      ]),
    ).rejects.toThrow('below zero')
  })

  describe('with a correction', () => {
    const person = 'centerHousehold112' as const
    let her: VolunteerId
    beforeAll(async () => {
      her = await aVolunteer(app, person, 'building112')
    })
    const balance = async () => {
      const { rows } = await app.db.read((tx) =>
        sql<{ n: number }>`select coalesce(sum(minutes), 0)::int as n from neighbours.postings
          where volunteer_id = ${her}`.execute(tx),
      )
      return rows[0]?.n
    }
    const entry = async (minutes: number, onDay = '2026-11-05') =>
      (await record({ volunteerId: her, minutes, onDay })).body.id as EntryId
    /** @returns the entry that stands now */
    const correct = async (entryId: EntryId, minutes: number) => {
      await desk().call(contract.correctHours, { params: { entryId }, body: { minutes, why: '记错了' } })
      const { rows } = await app.db.read((tx) =>
        sql<{ id: EntryId }>`select id from neighbours.hours_entries where replaces_id = ${entryId}`.execute(tx),
      )
      return rows[0]?.id ?? entryId
    }
    const exchange = (exchangeOn: boolean) =>
      app.signInAs('administrator').call(contract.setHoursSettings, { body: { ...settings, exchangeOn } })
    const pay = async (minutes: number) => {
      const pairingId = await aPairing(app, leader, person)
      await app.signInAs(person).call(contract.spendMinutes, { body: { pairingId, minutes } })
    }

    it('moves the difference alone: what was spent stays spent, and nothing comes about', async () => {
      await exchange(true)
      let id = await entry(120)
      await pay(100)
      id = await correct(id, 110)
      expect(await balance()).toBe(10)
      id = await correct(id, 115)
      expect(await balance()).toBe(15)
      // Less than what was spent leaves nothing, and what was not taken is not given twice.
      id = await correct(id, 40)
      expect(await balance()).toBe(0)
      id = await correct(id, 105)
      expect(await balance()).toBe(5)
      await correct(id, 0)
      expect(await balance()).toBe(0)
      expect(await findings(app)).toEqual([])
    })

    it('upwards takes nothing of what was earned elsewhere, and downwards its own difference alone', async () => {
      await exchange(true)
      let id = await entry(60, '2026-11-04')
      await pay(60)
      id = await correct(id, 30)
      expect(await balance()).toBe(0)
      const other = await entry(100, '2026-11-04')
      expect(await balance()).toBe(100)
      id = await correct(id, 45)
      expect(await balance()).toBe(100)
      id = await correct(id, 40)
      expect(await balance()).toBe(95)
      await correct(id, 0)
      expect(await balance()).toBe(55)
      await correct(other, 45)
      expect(await balance()).toBe(0)
      expect(await findings(app)).toEqual([])
    })

    it('moves nothing while exchange is off, and is settled when it is on again', async () => {
      const [one, two] = [await entry(120, '2026-11-06'), await entry(50, '2026-11-07')]
      app.clock.move(1000)
      await exchange(false)
      app.clock.move(1000)
      const later = await correct(one, 110)
      await correct(later, 90)
      await correct(two, 0)
      expect(await balance()).toBe(170)
      app.clock.move(1000)
      await exchange(true)
      expect(await balance()).toBe(90)
      app.clock.move(1000)
      await exchange(false)
      await exchange(true)
      expect(await balance()).toBe(90)
      expect(await findings(app)).toEqual([])
    })

    it('several times while exchange is off is settled by what stood before and what stands then', async () => {
      const before = await balance()
      const one = await entry(60, '2026-11-09')
      app.clock.move(1000)
      await exchange(false)
      app.clock.move(1000)
      const stands = await correct(await correct(one, 30), 45)
      app.clock.move(1000)
      await exchange(true)
      expect(await balance()).toBe((before ?? 0) + 45)
      await correct(stands, 0)
      expect(await balance()).toBe(before)
      expect(await findings(app)).toEqual([])
    })

    it('of what was never put on the account puts nothing on it', async () => {
      app.clock.move(1000)
      await exchange(false)
      const id = await entry(60, '2026-11-08')
      const other = await entry(30, '2026-11-08')
      await correct(other, 20)
      app.clock.move(1000)
      await exchange(true)
      expect(await balance()).toBe(90)
      await correct(id, 59)
      expect(await balance()).toBe(90)
      expect(await findings(app)).toEqual([])
    })

    /** Takes minutes back as a program from before did while exchange was off; it gave nothing for what stood instead. */
    const tookBack = (corrects: EntryId, minutes: number) =>
      app.db.tx(async (tx) => {
        const { tenantId } = app.town
        const [at, id] = [app.clock.now(), newId<'hours_transfer'>()]
        const { rows } = await sql<{ id: EntryId; on: string }>`select id, on_day as on from neighbours.hours_entries
          where corrects_id = ${corrects}`.execute(tx)
        const [{ id: entryId, on } = { id: corrects, on: '' }] = rows
        await sql`insert into neighbours.transfers (tenant_id, id, kind, entry_id, on_day, at)
          values (${tenantId}, ${id}, 'take_back', ${entryId}, ${on}::date, ${at})`.execute(tx)
        await sql`insert into neighbours.postings (tenant_id, transfer_id, line, account, volunteer_id, minutes)
          values (${tenantId}, ${id}, 1, 'volunteer', ${her}, ${-minutes}), (${tenantId}, ${id}, 2, 'earned', null, ${minutes})`.execute(
          tx,
        )
        const set = { kind: 'take_back', other: 'earned' }
        await recordEvent<HoursEvent>(tx, {
          ...{ tenantId, at, actor: systemActor, stream: hoursStream(her), type: hoursEvents.moved },
          payload: { volunteerId: her, transferId: id, minutes: -minutes, set, entryId },
        })
      })

    it('that a program from before took back while exchange was off is given what stands instead, once', async () => {
      await exchange(true)
      await pay((await balance()) ?? 0)
      const day = '2026-11-11'
      const [spent, less] = [await entry(60, day), await entry(10, day)]
      const [none, twice] = [await entry(20, day), await entry(30, day)]
      await pay(40)
      app.clock.move(1000)
      await exchange(false)
      const stands = await correct(less, 5)
      await tookBack(less, 10)
      await correct(none, 0)
      await tookBack(none, 20)
      const first = await correct(twice, 20)
      await tookBack(twice, 30)
      const last = await correct(first, 25)
      await correct(spent, 30)
      await tookBack(spent, 20)
      expect(await balance()).toBe(0)
      for (const round of [1, 2]) {
        await exchange(true)
        expect(await balance(), `round ${round}`).toBe(30)
        await exchange(false)
      }
      const { rows } = await app.db.read((tx) =>
        sql<{ id: EntryId; minutes: number }>`select t.entry_id as id, p.minutes from neighbours.transfers t
          join neighbours.postings p on p.tenant_id = t.tenant_id and p.transfer_id = t.id and p.volunteer_id = ${her}
          where t.entry_id in (${sql.join([stands, first, last])}) order by p.minutes`.execute(tx),
      )
      expect(rows).toEqual([
        { id: stands, minutes: 5 },
        { id: last, minutes: 25 },
      ])
      await exchange(true)
      expect(await findings(app)).toEqual([])
    })
  })
})

it('two activities of the same people are confirmed at once, whoever came first at each', async () => {
  const desks = [desk(), app.signInAs('street1')]
  for (let round = 0; round < 3; round++) {
    const teams = [await aTeam(app, leader, [me], 'community1'), await aTeam(app, leader, [me], 'community1')] as const
    const one = await heldActivity(app, desk(), teams[0], [lead(), resident()])
    const other = await heldActivity(app, desk(), teams[1], [resident(), lead()])
    const answers = await Promise.all(
      [one, other].map((gatheringId, n) =>
        (desks[n] ?? desk()).ask(contract.confirmActivityHours, { params: { gatheringId }, body: {} }),
      ),
    )
    expect(answers.map(({ body }) => body)).toEqual([{ confirmed: 2 }, { confirmed: 2 }])
    app.clock.move(dayMs)
  }
})
