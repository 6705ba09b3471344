import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../kernel/actor.ts'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { saveDefaults } from '../matters/public.ts'
import { dropDue, getDue, listDues, type RecordBody, recordVisit } from '../visits/contract.ts'
import { subjectReturned } from '../visits/events.ts'
import { verifyVisits } from '../visits/verify.ts'
import { reached } from '../visits/visit-app.fixture.ts'
import { leaseCalls } from './calls.ts'
import { changeLease, closeFirm, correctFirm, endContact, mergeFirms, moveFirm, undoMerge } from './contract.ts'
import { type EnterpriseApp, enterpriseApp, lookAt } from './enterprise-app.fixture.ts'
import type { FirmEventName } from './events.ts'
import { changeFirm, type FirmSet, recordFirm } from './firm-store.ts'
import type { FirmId } from './shapes.ts'
import type { FirmRecord } from './tables.ts'

let app: EnterpriseApp
beforeAll(async () => {
  app = await enterpriseApp()
  await app.db.tx((tx) => saveDefaults(tx, { tenantId: app.town.tenantId, validFrom: app.town.since, authorId: null }))
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const duesOf = async (firmId: FirmId) => {
  const { rows } = await desk().call(listDues, { query: { limit: 100 } })
  return rows.filter((row) => row.subject.id === firmId)
}

describe('a firm and its calls', () => {
  it('a new firm is to be called; what it answers is kept as a fact and not asked again', async () => {
    const contact = { name: '李丽', phone: '10000004321', duty: '行政' }
    const firmId = await app.register('云岭软件有限公司', { contact })
    const [due] = await duesOf(firmId)
    expect(due?.rule.code).toBe('new_firm')
    const form = await desk().call(getDue, { params: { dueId: due?.id as never } })
    expect(JSON.stringify(form)).toContain('100****4321')
    expect(JSON.stringify(form)).not.toMatch(/10000004321|李丽/)
    const body = reached({ answers: { staff: 12, hiring: 'yes', graduates: 2 }, words: '刚装修好' })
    await desk().call(recordVisit, { params: { dueId: due?.id as never }, body })
    await app.deliver()
    const firm = await lookAt(desk(), firmId)
    expect(firm.staff).toBe(12)
    expect(firm.facts.find(({ key }) => key === 'graduatesHired')).toMatchObject({ value: 2, source: 'call' })
    expect(firm.timeline.some(({ source, detail }) => source === 'visit' && detail?.zh === '刚装修好')).toBe(true)
  })

  it('a call is with its own contacts, also one who left or whose record was merged since; not with those of another', async () => {
    const contact = { name: '李丽', phone: '10000004322', duty: '行政' }
    const firmId = await app.register('联络软件有限公司', { contact })
    const other = await app.register('别家软件有限公司', { contact: { ...contact, phone: '10000004323' } })
    const [due] = await duesOf(firmId)
    const contactOf = async (id: FirmId) => (await lookAt(desk(), id)).contacts[0]?.id ?? ''
    const [own, foreign] = [await contactOf(firmId), await contactOf(other)]
    const record = (contactId: string, more: Partial<RecordBody> = {}) =>
      desk().ask(recordVisit, { params: { dueId: due?.id as never }, body: reached({ contactId, ...more }) })
    expect((await record(foreign)).reason).toBe('visits.no_such_contact')
    expect((await record(own)).status).toBe(200)
    await desk().call(mergeFirms, { params: { firmId: other }, body: { goneId: firmId, why: '同一家' } })
    expect((await record(own, { supplement: true })).status).toBe(200)
    await desk().call(endContact, { params: { contactId: own as never } })
    expect((await record(own, { supplement: true })).status).toBe(200)
  })

  it('a key firm is visited each month, and one that closed is left in peace', async () => {
    const firmId = await app.register('翠湖云计算有限公司')
    await desk().call(correctFirm, { params: { firmId }, body: { keyFirm: true } })
    expect((await duesOf(firmId)).map((due) => due.rule.code)).toContain('key_firm_monthly')
    const body = { on: '2026-11-23', kind: 'closed' as const, why: '注销' }
    await desk().call(closeFirm, { params: { firmId }, body })
    expect((await duesOf(firmId)).filter((due) => due.state === 'open')).toEqual([])
  })

  describe('that is there again is called and visited as before', () => {
    /** By which rules a firm will be called or visited: those that one visit serves stand for themselves. */
    const askedOf = async (firmId: FirmId) => {
      const { rows } = await app.db.read((tx) =>
        sql<{ code: string }>`select d.rule_code as code from visits.dues d
          left join visits.dues i on i.tenant_id = d.tenant_id and i.id = d.merged_into_id
          where d.subject_id = ${firmId} and coalesce(i.state, d.state) = 'open' order by d.rule_code`.execute(tx),
      )
      return rows.map(({ code }) => code)
    }
    const faults = async () => (await verifyLedger(app.db, [verifyVisits], app.clock.now())).broken

    it('when it left and came back; of the lease that is over it is not asked again', async () => {
      const moveIn = { suiteIds: [app.suites['201']], on: '2026-01-01', basis: 'rent', leaseUntil: '2027-01-20' }
      const firmId = await app.register('滇池数据有限公司', { moveIn })
      for (const { id } of await duesOf(firmId))
        await desk().call(dropDue, { params: { dueId: id }, body: { reason: 'not_needed', words: '上周刚通过电话' } })
      await desk().call(correctFirm, { params: { firmId }, body: { keyFirm: true } })
      await leaseCalls.run(app.services)
      expect(await askedOf(firmId)).toEqual(['key_firm_monthly', 'lease_expiring'])
      const body = { on: '2026-11-23', kind: 'left' as const, why: '迁往外区' }
      await desk().call(closeFirm, { params: { firmId }, body })
      expect(await askedOf(firmId)).toEqual([])
      const order = { on: '2026-11-23', in: { suiteIds: [app.suites['202'] as never], basis: 'rent' as const } }
      await desk().call(moveFirm, { params: { firmId }, body: order })
      expect(await askedOf(firmId)).toEqual(['key_firm_monthly'])
      expect(await faults()).toEqual([])
    })

    it('also when it was there again before visits heard of such things: within the hour, once', async () => {
      const left = await app.register('洱海数据有限公司', { keyFirm: true })
      const merged = await app.register('洱海软件公司', { keyFirm: true })
      const kept = await app.register('洱海软件有限公司')
      const before = await askedOf(merged)
      expect(before).toContain('key_firm_monthly')
      const body = { on: '2026-11-22', kind: 'left' as const, why: '迁往外区' }
      await desk().call(closeFirm, { params: { firmId: left }, body })
      const merge = { params: { firmId: kept }, body: { goneId: merged, why: '同一家' } }
      const { mergeId } = await desk().call(mergeFirms, merge)
      app.clock.move(60_000)
      await asOldProgram(left, 'settled', { state: 'active' })
      await asOldProgram(merged, 'mergeUndone', { state: 'active', merged_into_id: null })
      const lease = { basis: 'rent' as const, leaseUntil: '2027-01-20' }
      const order = { on: '2026-11-23', in: { suiteIds: [app.suites['303'] as never], ...lease } }
      const { tenancyIds } = await desk().call(moveFirm, { params: { firmId: left }, body: order })
      await app.db.tx(async (tx) => {
        await sql`update enterprises.merges set undone_at = ${app.clock.now()} where id = ${mergeId}`.execute(tx)
        await sql`insert into enterprises.lease_notices (tenant_id, tenancy_id, lease_until)
          values (${app.town.tenantId}, ${tenancyIds[0]}, '2027-01-20')`.execute(tx)
      })
      expect([await askedOf(left), await askedOf(merged), await faults()]).toEqual([[], [], []])
      const told = async () => [...(await app.events(`visits:${left}`)), ...(await app.events(`visits:${merged}`))]
      app.clock.move(3_600_000)
      expect(await leaseCalls.run(app.services)).toBe(false)
      expect(await askedOf(left)).toEqual(expect.arrayContaining(['key_firm_monthly', 'lease_expiring']))
      expect([await askedOf(merged), await faults()]).toEqual([before, []])
      const events = await told()
      expect(events.filter(({ type }) => type === subjectReturned)).toHaveLength(2)
      app.clock.move(3_600_000)
      await leaseCalls.run(app.services)
      expect(await told()).toEqual(events)
    })

    /** A firm is active again and nobody is told. */
    const asOldProgram = (firmId: FirmId, name: FirmEventName, wanted: FirmSet) =>
      app.db.tx(async (tx) => {
        const doing = { tenantId: app.town.tenantId, by: systemActor, at: app.clock.now() }
        const { rows } = await sql<FirmRecord>`select * from enterprises.firms where id = ${firmId}`.execute(tx)
        if (!rows[0]) throw new Error('no firm')
        const { set } = await changeFirm(tx, rows[0], wanted, doing.at)
        await recordFirm(tx, doing, name, { firmId, set })
      })

    it('when the record by which it is here again is merged into the one that had left, until that is undone', async () => {
      const old = await app.register('滇池旧档有限公司', { keyFirm: true })
      const asked = await askedOf(old)
      expect(asked).toContain('key_firm_monthly')
      const body = { on: '2026-11-22', kind: 'left' as const, why: '迁往外区' }
      await desk().call(closeFirm, { params: { firmId: old }, body })
      const moveIn = { suiteIds: [app.suites['302']], on: '2026-11-01', basis: 'rent' }
      const goneId = await app.register('滇池旧档', { moveIn })
      const anew = await askedOf(goneId)
      const merge = { params: { firmId: old }, body: { goneId, why: '同一家' } }
      const { mergeId } = await desk().call(mergeFirms, merge)
      expect([await askedOf(old), await askedOf(goneId)]).toEqual([asked, []])
      expect(await faults()).toEqual([])
      await desk().call(undoMerge, { params: { mergeId } })
      expect([await askedOf(old), await askedOf(goneId)]).toEqual([[], anew])
      expect(await faults()).toEqual([])
    })

    it('when its merge was undone: also of its lease, whether that was told before or since', async () => {
      const kept = await app.register('滇池软件有限公司')
      const stay = (suite: string, leaseUntil: string) => ({
        moveIn: { suiteIds: [app.suites[suite]], on: '2026-01-01', basis: 'rent', leaseUntil },
      })
      const early = await app.register('滇池软件公司', { keyFirm: true, ...stay('203', '2027-01-20') })
      const late = await app.register('滇池软件', stay('301', '2027-02-24'))
      await leaseCalls.run(app.services)
      const [before, without] = [await askedOf(early), await askedOf(late)]
      expect(before).toEqual(['key_firm_monthly', 'lease_expiring', 'new_firm', 'new_firm'])
      expect(without).not.toContain('lease_expiring')
      const merge = async (goneId: FirmId) =>
        (await desk().call(mergeFirms, { params: { firmId: kept }, body: { goneId, why: '同一家' } })).mergeId
      const mergeIds = [await merge(early), await merge(late)]
      expect([await askedOf(early), await askedOf(late)]).toEqual([[], []])
      app.clock.move(4 * 86_400_000)
      await leaseCalls.run(app.services)
      for (const mergeId of mergeIds) await desk().call(undoMerge, { params: { mergeId } })
      await leaseCalls.run(app.services)
      expect(await askedOf(early)).toEqual(expect.arrayContaining(before))
      expect(await askedOf(late)).toEqual(['lease_expiring', ...without])
      expect(await faults()).toEqual([])
    })
  })

  it('a lease that runs out is told once, and again after it was renewed for a short time', async () => {
    const moveIn = { suiteIds: [app.suites['101']], on: '2026-01-01', basis: 'rent', leaseUntil: '2027-01-15' }
    const firmId = await app.register('盘江贸易有限公司', { moveIn })
    const tell = () => leaseCalls.run(app.services)
    const codes = async () => (await duesOf(firmId)).map((due) => due.rule.code)
    await tell()
    await tell()
    expect((await codes()).filter((code) => code === 'lease_expiring')).toHaveLength(1)
    const [stay] = (await lookAt(desk(), firmId)).stays
    await desk().call(changeLease, {
      params: { tenancyId: stay?.tenancyId as never },
      body: { leaseUntil: '2027-02-01' },
    })
    app.clock.move(86_400_000)
    await tell()
    const { rows } = await desk().call(listDues, { query: { rule: 'lease_expiring', limit: 100 } })
    expect(rows.filter((row) => row.subject.id === firmId)).toHaveLength(2)
  })
})
