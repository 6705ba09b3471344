import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { somebodyWaits } from '../../../kernel/testing/waiting.ts'
import { type MatterApp, matterApp } from '../../matters/matter-app.fixture.ts'
import { getHouseholdImport, undoHouseholdImport } from './contract.ts'
import { bring, runJobs } from './desk-import.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

it('a visit that is being recorded while the import is undone counts: the household stays', async () => {
  const headers = ['小区', '楼栋', '单元', '楼层', '房号', '联系人', '电话', '情况', '数据截至']
  const door = ['机床厂小区', '1栋', '1', 9, '971', '王一', '10000003971', '独居', '2026-11-01']
  const { id } = await bring(app, headers, [door])
  const params = { importId: id }
  await app.signInAs('community1').call(undoHouseholdImport, { params })
  let undoing: Promise<void> | undefined
  await app.db.tx(async (tx) => {
    // As `recordVisit` does: the subject first.
    const { rows } = await sql<{ id: string; due: string }>`select s.id, d.id as due from visits.subjects s
      join visits.dues d on d.tenant_id = s.tenant_id and d.subject_kind = s.kind and d.subject_id = s.id
      where s.kind = 'household' limit 1 for no key update of s`.execute(tx)
    const [subject] = rows
    if (!subject) throw new Error('nobody is to be visited')
    undoing = runJobs(app)
    await somebodyWaits(app.db)
    await sql`insert into visits.visits (tenant_id, id, due_id, subject_kind, subject_id, method, reached, held_at,
        recorded_at)
      values (${app.town.tenantId}, ${newId()}, ${subject.due}, 'household', ${subject.id}, 'visit', true,
        ${app.clock.now()}, ${app.clock.now()})`.execute(tx)
  })
  await undoing
  expect(await app.signInAs('community1').call(getHouseholdImport, { params })).toMatchObject({
    state: 'undone',
    kept: 1,
  })
})
