import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FileId } from '../../kernel/contract/ids.ts'
import { readFile } from '../files/contract.ts'
import { type FlowApp, flowApp } from './acts/flow.fixture.ts'
import { actByReceipt, report, reveal, track } from './contract.ts'
import { look } from './matter-app.fixture.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

describe('tracking by receipt code', () => {
  it('finds the matter however the code is written, and nothing under a wrong one', async () => {
    const { id, receiptCode } = await app.matterIn('handling')
    const seen = async (code: string) => (await app.anyone.ask(track, { params: { receiptCode: code } })).body.id
    const wide = [...receiptCode].map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)).join('')
    for (const written of [
      receiptCode,
      receiptCode.toLowerCase(),
      receiptCode.replace('-', ''),
      receiptCode.replace('-', ' '),
      receiptCode.replaceAll('0', 'O').replaceAll('1', 'l'),
      receiptCode.replaceAll('0', 'o').replaceAll('1', 'I'),
      wide,
    ])
      expect(await seen(written), written).toBe(id)
    const changed = `${receiptCode.slice(0, -1)}${receiptCode.endsWith('7') ? '8' : '7'}`
    for (const wrong of [changed, 'AAAAA-AAAAA', '%%%%%%%%%%']) {
      const answer = await app.anyone.ask(track, { params: { receiptCode: wrong } })
      expect(answer.status, wrong).toBe(404)
    }
  })

  it('tells the reporter how it goes, and keeps what staff say among themselves', async () => {
    const { posts } = app.town
    const { id, receiptCode } = await app.matterIn('handling')
    await app.step('community1', id, { action: 'urge', words: '请抓紧,领导很关注' })
    await app.step('gridWorker11', id, { action: 'return', reason: 'wrong_unit', words: '这不归我管' })
    await app.step('community1', id, {
      action: 'review_return',
      approve: true,
      postId: posts.propertyFirm1,
      words: '改派物业',
    })
    await app.step('propertyFirm1', id, { action: 'contact', words: '物业明天上门' })
    await app.step('propertyFirm1', id, {
      action: 'rally',
      departments: [posts.waterDepartment],
      leadPostId: posts.propertyFirm1,
      words: '请水务内部核实管线归属',
    })
    await app.step('waterDepartment', id, { action: 'answer_rally', words: '内部意见:管线属小区' })
    await app.step('street1', id, { action: 'supervise', words: '督办意见' })
    const seen = await app.anyone.call(track, { params: { receiptCode } })
    expect(seen.relations).toEqual(['reporter'])
    expect(seen).toMatchObject({ why: null, rally: null, clocks: [], escalatedTo: null, escalationLevel: 0 })
    expect(seen.holder?.personName).toBeNull()
    const told = JSON.stringify(seen)
    expect(told).toContain('物业明天上门')
    for (const hidden of ['领导很关注', '这不归我管', '改派物业', '内部核实', '内部意见', '督办意见'])
      expect(told, hidden).not.toContain(hidden)
    for (const name of await app.staffNames()) expect(told, name).not.toContain(name)
    const actions = seen.timeline.map((entry) => entry.action)
    for (const quiet of ['urge', 'return', 'review_return', 'supervise']) expect(actions).not.toContain(quiet)
  })

  it('lets the reporter speak, and staff answer', async () => {
    const { id, receiptCode } = await app.matterIn('handling')
    await app.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'comment', words: '请下午来' } })
    await app.step('gridWorker11', id, { action: 'comment', words: '好的,三点到' })
    const { timeline } = await app.anyone.call(track, { params: { receiptCode } })
    expect(timeline.slice(-2).map((entry) => entry.words)).toEqual(['请下午来', '好的,三点到'])
  })
})

describe('pictures', () => {
  const status = async (who: 'anyone' | Parameters<FlowApp['as']>[0], fileId: FileId, receipt?: string) => {
    const client = who === 'anyone' ? app.anyone : app.as(who)
    return (await client.ask(readFile, { params: { fileId }, query: receipt ? { receipt } : {} })).status
  }

  it('are seen by who may see the matter, by the receipt, and by nobody else', async () => {
    const picture = await app.picture('resident1')
    const { id, receiptCode } = await app.as('resident1').call(report, {
      body: {
        kind: 'demand',
        placeId: app.town.places.building111,
        body: '楼道墙皮掉了一大块',
        category: '080201',
        fileIds: [picture],
      },
    })
    expect((await look(app.as('gridWorker11'), id)).fileIds).toEqual([picture])
    for (const who of ['gridWorker11', 'community1', 'street1', 'buildingLead111', 'supervisor', 'resident1'] as const)
      expect(await status(who, picture), who).toBe(200)
    expect(await status('anyone', picture, receiptCode)).toBe(200)
    for (const who of [
      'anyone',
      'resident2',
      'community3',
      'gridWorker12',
      'administrator',
      'waterDepartment',
    ] as const)
      expect(await status(who, picture), who).toBe(404)
    expect(await status('anyone', picture, 'AAAAA-AAAAA')).toBe(404)
  })

  it('of a follower’s matter are those that the office showed; those among staff stay with staff', async () => {
    const first = await app.picture('resident1')
    const filed = await app.reportBy('resident1', '家门口的水管一直滴水', { fileIds: [first] })
    await app.followBy('resident2', filed.id)
    await app.step('gridWorker11', filed.id, { action: 'contact' })
    const inner = await app.picture('waterDepartment')
    await app.step('gridWorker11', filed.id, {
      action: 'rally',
      departments: [app.town.posts.waterDepartment],
      leadPostId: app.town.posts.gridWorker11,
      words: '请水务核实',
    })
    await app.step('waterDepartment', filed.id, { action: 'answer_rally', words: '图纸', fileIds: [inner] })
    const shown = await app.picture('gridWorker11')
    await app.step('gridWorker11', filed.id, { action: 'handle', words: '换了阀门', fileIds: [shown] })
    const seenBy = async (who: 'resident1' | 'resident2' | 'gridWorker11') =>
      [await status(who, first), await status(who, inner), await status(who, shown)].join(' ')
    expect(await seenBy('gridWorker11')).toBe('200 200 200')
    expect(await seenBy('resident1')).toBe('200 404 200')
    expect(await seenBy('resident2')).toBe('404 404 200')
  })
})

describe('revealing the reporter', () => {
  const reporter = { name: '欧阳建华', phone: '10000007788' }

  it('needs a reason, leaves an audit event with it, and shows name and phone in full', async () => {
    const { id } = await app.reportAt('building111', '半夜有人装修,请管一管', { reporter })
    const seen = await look(app.as('gridWorker11'), id)
    expect(JSON.stringify(seen)).not.toMatch(/欧阳建华|10000007788/)
    const bare = await app.as('gridWorker11').ask(reveal, { params: { matterId: id }, body: { reason: '' } })
    expect(bare).toMatchObject({ status: 400 })
    const shown = await app.reveal('gridWorker11', id)
    expect(shown).toEqual(reporter)
    const { type, actor, payload } = await app.lastEvent(id)
    expect(type).toBe('matters.reporter_revealed')
    expect(actor).toMatchObject({ personId: app.town.persons.gridWorker11, postId: app.town.posts.gridWorker11 })
    expect(payload.facts).toEqual({ reason: '需要电话联系' })
    expect(JSON.stringify(payload)).not.toMatch(/欧阳建华|10000007788/)
  })

  it('is for staff in whose scope it is, not for those who only read or only configure', async () => {
    const { id } = await app.reportAt('building111', '半夜有人装修,请管一管', { reporter })
    const ask = (who: Parameters<FlowApp['as']>[0]) =>
      app.as(who).ask(reveal, { params: { matterId: id }, body: { reason: '需要电话联系' } })
    expect((await ask('supervisor')).status).toBe(403)
    expect((await ask('administrator')).status).toBe(403)
    expect((await ask('resident1')).status).toBe(403)
    expect((await ask('community3')).status).toBe(404)
    expect((await ask('community1')).status).toBe(200)
  })

  it('is for the holder alone where the reporter asked for it; to all others there is no reporter at all', async () => {
    const { id } = await app.reportAt('building111', '邻居经常打骂老人,请帮忙', { reporter, visibility: 'holder' })
    expect((await look(app.as('gridWorker11'), id)).reporter).not.toBeNull()
    for (const who of ['community1', 'street1', 'buildingLead111', 'supervisor'] as const) {
      expect((await look(app.as(who), id)).reporter, who).toBeNull()
      const asked = await app.as(who).ask(reveal, { params: { matterId: id }, body: { reason: '想知道是谁' } })
      expect(asked.status, who).toBe(403)
    }
    // Whoever holds it next may know, and the one before no longer.
    await app.step('community1', id, {
      action: 'reassign',
      postId: app.town.posts.compoundSecretary11,
      words: '请支部出面',
    })
    expect((await look(app.as('compoundSecretary11'), id)).reporter).not.toBeNull()
    expect((await look(app.as('gridWorker11'), id)).reporter).toBeNull()
  })

  it('never names a reporter with an account in the timeline that others read', async () => {
    const { id } = await app.reportBy('resident1', '楼下的狗整夜叫', { visibility: 'holder' })
    await app.step('resident1', id, { action: 'comment', words: '昨晚又叫了' })
    const name = await app.nameOf('resident1')
    for (const who of ['community1', 'buildingLead111', 'supervisor', 'gridWorker11'] as const)
      expect(JSON.stringify(await look(app.as(who), id)), who).not.toContain(name)
  })
})
