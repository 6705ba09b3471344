import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
import { reveals } from '../../kernel/contract/endpoint.ts'
import { sql } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { inProject } from '../../kernel/root.ts'
import { openServerDb } from '../../kernel/server-access.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { listNotices } from '../notices/contract.ts'
import * as people from '../people/contract.ts'
import { codeAt } from '../people/second-factor.ts'
import { copyMine } from '../privacy/contract.ts'
import * as contract from './contract.ts'
import { watched } from './watched.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const admin = () => app.signInAs('administrator')
const minutes = (count: number) => app.clock.move(count * 60_000)
const list = async (query: object = {}, who: PersonKey = 'administrator') =>
  (await app.signInAs(who).call(contract.listAudit, { query })).rows
const alarms = () => list({ kind: 'alarm' })

/** Somebody sees a reporter in full: the event as modules record it. */
const seen = (key: PersonKey, post: PersonKey | null = key, reason = '回电话') =>
  app.db.tx((tx) =>
    record(tx, {
      ...{ tenantId: app.town.tenantId, stream: 'matters:one', type: 'matters.reporter_revealed', at: app.clock.now() },
      actor: { personId: app.town.persons[key], postId: post ? app.town.posts[post as never] : null, via: 'desk' },
      payload: { reason },
    }),
  )

describe('the page', () => {
  it('tells who saw what and why, by person, kind, place, day and words', async () => {
    await seen('community1')
    minutes(1)
    await seen('community3', 'community3', '核对地址')
    minutes(1)
    await app.signInAs('resident1').ask(copyMine, { query: { form: 'xlsx' } })
    const rows = await list()
    expect(rows.map(({ kind }) => kind).slice(0, 3)).toEqual(['exported', 'seen', 'seen'])
    expect(rows[0]?.facts.map(({ zh }) => zh)[0]).toBe('下载关于我的信息（xlsx）')
    expect(rows[1]).toMatchObject({ reason: '核对地址', words: { zh: '查看诉求人完整信息' } })
    const name = rows[2]?.who?.name ?? ''
    expect((await list({ person: name })).map(({ reason }) => reason)).toEqual(['回电话'])
    expect(await list({ kind: 'seen', placeId: app.town.places.street2 })).toHaveLength(1)
    expect((await list({ words: '地址' })).map(({ reason }) => reason)).toEqual(['核对地址'])
    expect(await list({ kind: 'seen', to: '2026-11-20' })).toEqual([])
    const second = await admin().call(contract.listAudit, { query: { kind: 'seen', limit: 1, offset: 1 } })
    expect([second.total, second.rows.map(({ reason }) => reason)]).toEqual([2, ['回电话']])
  })

  it('tells of rosters with what came of them, and of the accounts that they opened', async () => {
    const told = (type: string, payload: object) =>
      app.db.tx((tx) =>
        record(tx, {
          ...{ tenantId: app.town.tenantId, stream: 'roster_imports:one', type, at: app.clock.now() },
          actor: { personId: app.town.persons.administrator, postId: app.town.posts.administrator, via: 'desk' },
          payload,
        }),
      )
    await told('people.roster_accepted', { persons: 3, posts: 4, tenures: 5, kept: 0 })
    await told('people.account_opened', { personId: app.town.persons.resident2 })
    await told('people.person_renamed', { personId: app.town.persons.resident2 })
    minutes(1)
    await told('people.roster_reverted', { persons: 3, posts: 4, tenures: 5, kept: 2 })
    const rows = (await list({ kind: 'rights' })).slice(0, 4)
    expect(rows.map(({ words }) => words.zh).sort()).toEqual(
      ['人员改名', '导入花名册', '开通账号', '撤销花名册导入'].sort(),
    )
    expect(rows[0]?.facts.map(({ zh }) => zh)).toEqual(['人员 3，岗位 4，任职 5', '保留 2 行'])
    const opened = rows.find(({ words }) => words.zh === '开通账号')
    expect(opened?.about?.id).toBe(app.town.persons.resident2)
  })

  it('is the whole tenant’s for supervisors of all of it, an area’s for an office of discipline inspection, nobody else’s', async () => {
    expect(await list({ kind: 'seen' }, 'supervisor')).toHaveLength(2)
    expect((await app.signInAs('streetDepartment1').ask(contract.listAudit)).status).toBe(403)
    await app.db.tx((tx) =>
      sql`update people.posts set kind_code = 'discipline_office' where tenant_id = ${app.town.tenantId}
        and id = ${app.town.posts.streetDepartment1}`.execute(tx),
    )
    const rows = await list({}, 'streetDepartment1')
    expect(rows.map(({ reason }) => reason)).toContain('回电话')
    expect(rows.map(({ reason }) => reason)).not.toContain('核对地址')
  })

  it('knows each event that shows a sealed field, and the index of the ledger knows the same types', async () => {
    const folder = inProject('modules')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('events.ts'),
    )
    const told = files.flatMap(
      (file) => readFileSync(join(folder, file), 'utf8').match(/'[a-z0-9]+\.[a-z_]*(revealed|volume_opened)'/g) ?? [],
    )
    expect(told.length).toBeGreaterThan(10)
    for (const type of told) expect([...watched.keys()]).toContain(type.slice(1, -1))
    const { rows } = await app.db.read((tx) =>
      sql<{ definition: string }>`select pg_get_indexdef('kernel.events_watched'::regclass) as definition`.execute(tx),
    )
    const indexed = rows[0]?.definition.match(/'[a-z0-9]+\.[a-z_]+'/g)?.map((type) => type.slice(1, -1))
    expect(indexed?.toSorted()).toEqual([...watched.keys()].toSorted())
  })

  it('shows what nobody can change: the ledger refuses the server, and the owner too', async () => {
    const server = await openServerDb(app.db, { connections: 1 })
    const mine = server.of(app.town.tenantId)
    for (const change of [
      sql`update kernel.events set payload = '{}' where tenant_id = ${app.town.tenantId}`,
      sql`delete from kernel.events where tenant_id = ${app.town.tenantId}`,
      sql`truncate kernel.events`,
      sql`update kernel.events_view set payload = '{}' where tenant_id = ${app.town.tenantId}`,
    ])
      await expect(mine.tx((tx) => change.execute(tx))).rejects.toThrow(/permission denied|append-only/)
    await server.close()
    await expect(
      app.db.tx((tx) => sql`delete from kernel.events where tenant_id = ${app.town.tenantId}`.execute(tx)),
    ).rejects.toThrow('append-only')
  })
})

describe('an alarm', () => {
  const notices = async (who: PersonKey) =>
    (await app.signInAs(who).call(listNotices)).rows.filter(({ topic }) => topic === 'security_alarm')

  it('is raised once for a burst of reveals, and again for the next one', async () => {
    minutes(180)
    for (let n = 0; n < 25; n++) {
      await seen('street1')
      minutes(1)
      await app.deliver()
    }
    expect((await alarms()).map(({ about, facts }) => [about?.id, facts[0]?.zh])).toEqual([
      [app.town.persons.street1, '一小时内查看完整信息 21 次，超过 20 次'],
    ])
    expect(await notices('administrator')).toHaveLength(1)
    expect(await notices('supervisor')).toHaveLength(1)
    expect(await notices('street1')).toEqual([])
    minutes(180)
    for (let n = 0; n < 21; n++) await seen('street1')
    await app.deliver()
    expect(await alarms()).toHaveLength(2)
  })

  it('tells of many exports, by limits that an administrator sets', async () => {
    await admin().call(contract.saveSettings, { body: { reveals: 20, exports: 2, accounts: 2, newDevice: true } })
    for (let n = 0; n < 4; n++) await app.signInAs('resident1').ask(copyMine, { query: { form: 'json' } })
    await app.deliver()
    expect((await alarms())[0]?.facts[0]?.zh).toBe('一小时内导出 3 次，超过 2 次')
    expect((await list({ kind: 'settings' }))[0]?.words.zh).toBe('修改警报设置')
  })

  it('tells of one address that tries many accounts, not of one that tries one account often', async () => {
    minutes(180)
    const before = (await alarms()).length
    const fail = (login: string) => app.anyone.ask(people.signIn, { body: { login, password: 'not this one' } })
    for (let n = 0; n < 4; n++) await fail('community2')
    await app.deliver()
    expect(await alarms()).toHaveLength(before)
    for (const login of ['street2', 'nobody-of-that-name']) await fail(login)
    await app.deliver()
    const [alarm] = await alarms()
    expect(alarm?.facts[0]?.zh).toBe('一小时内从 127.0.*.* 试了 3 个账号，超过 2 个')
  })

  it('tells of an administrator on a device that they never used', async () => {
    minutes(180)
    const before = (await alarms()).length
    const known = app.browser()
    const credentials = { body: { login: 'administrator', password: app.town.password } }
    await app.anyone.call(people.signIn, credentials)
    await app.deliver()
    const first = (await alarms()).length
    await known.call(people.signIn, credentials)
    await app.deliver()
    expect([first - before, (await alarms()).length - before]).toEqual([1, 2])
    expect((await list({ kind: 'signed_in' }))[0]?.facts.map(({ zh }) => zh)).toContain('新设备')
  })
})

describe('a reveal', () => {
  it('asks for a proof of late, by password or code, where the tenant says so', async () => {
    const endpoints = modules.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint))
    const named = endpoints.filter(({ id }) => /\.reveal/.test(id))
    expect(named.length).toBeGreaterThan(12)
    expect(named.filter((endpoint) => !reveals(endpoint)).map(({ id }) => id)).toEqual([])
    const reveal = named.find(({ id }) => id === 'matters.reveal')
    if (!reveal) throw new Error('no reveal')
    const browser = app.browser()
    const { password } = app.town
    await browser.call(people.signIn, { body: { login: 'administrator', password } })
    const { secret } = await browser.call(people.startSecondFactor, { body: { password } })
    await browser.call(people.confirmSecondFactor, { body: { code: codeAt(secret, app.clock.now()) } })
    await browser.call(people.saveSafety, { body: { secondFactor: false, proofMinutes: 30 } })

    const staff = app.browser()
    await staff.call(people.signIn, { body: { login: 'community1', password } })
    const ask = async () =>
      (await staff.ask(reveal, { params: { matterId: app.town.persons.resident1 }, body: { reason: '回电话' } })).reason
    expect(await ask()).not.toBe('http.prove_again')
    minutes(31)
    expect(await ask()).toBe('http.prove_again')
    expect((await staff.ask(people.prove, { body: { password: 'not this one' } })).status).toBe(422)
    expect(await ask()).toBe('http.prove_again')
    await staff.call(people.prove, { body: { password } })
    expect(await ask()).not.toBe('http.prove_again')

    minutes(31)
    await browser.call(people.prove, { body: { code: codeAt(secret, app.clock.now()) } })
    expect((await browser.ask(people.prove, { body: { code: codeAt(secret, app.clock.now()) } })).status).toBe(422)
  })
})
