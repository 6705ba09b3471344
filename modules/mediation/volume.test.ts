import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileId, newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { pagesOf } from '../../kernel/documents/blocks.ts'
import { cleanPicture } from '../../kernel/pictures/clean-picture.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import { addFile } from '../files/public.ts'
import * as contract from './contract.ts'
import { aCase, aCommittee, deskOf, findings } from './mediation.fixture.ts'
import { mostPhotos } from './session-service.ts'
import type { CommitteeId } from './tables.ts'

let app: TestApp
let committeeId: CommitteeId
let d: ReturnType<typeof deskOf>
beforeAll(async () => {
  app = await testApp()
  committeeId = await aCommittee(app.signInAs('community1'), app.town)
  d = deskOf(app)
})
afterAll(() => app.close())

/** A noisy photo of a phone, upright or across; one of them see-through. */
async function aPhoto(width: number, height: number, channels: 3 | 4 = 3): Promise<FileId> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const create = { width, height, channels, background: { r: 90, g: 120, b: 150, alpha: 0.5 } } as const
  const raw = sharp({ create: channels === 3 ? { ...create, noise } : create })
  const picture = await cleanPicture(await (channels === 3 ? raw.jpeg() : raw.png()).toBuffer())
  const id = newId<'file'>()
  const uploader = { personId: app.town.persons.community1, key: null }
  await app.db.tx((tx) => addFile(tx, { tenantId: app.town.tenantId, id, picture, uploader, at: app.clock.now() }))
  return id
}

describe('photos in the bound file', () => {
  it('have a page each with number, giver, day and hash; the contents name true pages', async () => {
    const caseId = await aCase(d.head(), app.town, committeeId)
    const params = { caseId }
    const partyId = (await d.view(caseId)).parties[1]?.id ?? newId<'mediation_party'>()
    const three = [await aPhoto(1600, 1200), await aPhoto(1200, 1600), await aPhoto(400, 900, 4)]
    const keep = (body: contract.EvidenceBody) => d.head().ask(contract.keepEvidence, { params, body })
    const long = '漏水的天花板、墙皮和灯座，'.repeat(12)
    await d.must(keep({ what: long, partyId, pages: 3, fileIds: three }))
    await d.must(keep({ what: '物业的维修记录', pages: 2 }))
    await d.must(keep({ what: '楼上的地面', pages: 1, fileIds: [await aPhoto(640, 480)] }))
    await d.must(d.step(caseId, { step: 'decline', declineReason: 'in_court' }))
    await d.head().call(contract.bindCase, { params, body: {} })
    const { volume } = await d.view(caseId)
    const contents = volume?.contents ?? []
    expect(contents.map(({ title, pages }) => [title, pages])).toEqual([
      ['人民调解受理登记表', 1],
      ['征求当事人意见记录', 1],
      ['证据材料清单', 1],
      ['证据1照片', 3],
      ['证据3照片', 1],
      ['结案报告', 1],
    ])
    for (const [n, { page, pages }] of contents.entries())
      expect(page + pages, `what follows ${n}`).toBe(contents[n + 1]?.page ?? (volume?.pages ?? 0) + 1)
    const opened = await d.head().ask(contract.openVolume, { params, query: { why: '核对照片' } })
    const pdf = opened.body as unknown as Buffer
    expect(pagesOf(pdf)).toBe(volume?.pages)
    expect(pdf.toString('latin1').match(/\/Subtype\s*\/Image/g)).toHaveLength(4)
    expect(pdf.length).toBeLessThan(4_000_000)
    expect(await findings(app)).toEqual([])
  })

  it('are bounded: more than sixty in a case are refused', async () => {
    const caseId = await aCase(d.head(), app.town, committeeId)
    const fileIds = Array.from({ length: mostPhotos }, () => newId<'file'>())
    // Kept long ago, without the pictures: what is counted is what the rows name.
    const id = newId<'mediation_evidence'>()
    await app.db.tx((tx) =>
      sql`insert into mediation.evidence (tenant_id, id, case_id, what_sealed, pages, file_ids, at)
        values (${app.town.tenantId}, ${id}, ${caseId}, '\\x00', 1, ${fileIds}::uuid[], ${app.clock.now()})`.execute(
        tx,
      ),
    )
    const one = { what: '又一张', pages: 1, fileIds: [await aPhoto(64, 48)] }
    const refused = await d.head().ask(contract.keepEvidence, { params: { caseId }, body: one })
    expect(refused.reason).toBe('mediation.many_photos')
  })
})
