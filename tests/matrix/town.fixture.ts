import { sql } from '../../kernel/db.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { follow } from '../../modules/matters/contract.ts'
import { type MatterApp, take } from '../../modules/matters/matter-app.fixture.ts'
import { livedApp } from '../../modules/matters/random-life.fixture.ts'
import { appoint, endTenure, recordAbsence } from '../../modules/people/contract.ts'
import { type Register, readRegister } from './oracle.ts'

/** A town after some weeks of life: posts empty, holders away with and without stand-ins, matters in every state. */
export interface LivedTown extends MatterApp {
  readonly register: Register
}

export async function livedTown(): Promise<LivedTown> {
  // A short life: everybody looks at every matter.
  const app = await livedApp({ seed: 11, matters: 36, days: 30 })
  await changePeople(app)
  await addRareOnes(app)
  await app.deliver()
  return { ...app, register: await readRegister(app.db, app.town.tenantId) }
}

async function changePeople({ signInAs, town, clock }: MatterApp): Promise<void> {
  const administrator = signInAs('administrator')
  const day = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString()
  // Empty: the grid worker's matters are the community's, the department's are the street's.
  for (const post of ['gridWorker12', 'streetDepartment1', 'community2'] as const)
    await administrator.call(endTenure, { params: { postId: town.posts[post] }, body: { why: '调离' } })
  // Away: with somebody standing in (who has no post of their own, or another one), and without.
  const away = async (post: 'gridWorker21' | 'compoundSecretary11' | 'gridWorker31', standIn?: PersonKey) =>
    administrator.call(recordAbsence, {
      params: { postId: town.posts[post] },
      body: { fromAt: day(0), toAt: day(9), why: '请假', ...(standIn ? { standInId: town.persons[standIn] } : {}) },
    })
  await away('gridWorker21', 'resident2')
  await away('compoundSecretary11', 'gridWorker22')
  await away('gridWorker31')
  // One person on two posts.
  await administrator.call(appoint, {
    params: { postId: town.posts.propertyFirm1 },
    body: { personId: town.persons.waterDepartment, why: '兼任' },
  })
}

/** What a random life leaves out: hidden reporters, what lies in no grid, followers, a suspension. */
async function addRareOnes(app: MatterApp): Promise<void> {
  const { signInAs, reportAt, clock } = app
  await reportAt('building111', '邻居家常有打骂声,请去看看', { visibility: 'holder', category: '080201' })
  await reportAt('street1', '整条街的路灯都不亮', { category: '' })
  await reportAt('district', '政策咨询:老旧小区改造什么时候轮到我们', { category: '1001' })
  const hung = await reportAt('building112', '加装电梯意见不统一', { category: '080201' })
  await signInAs('resident1').call(follow, { params: { matterId: hung.id } })
  await take(signInAs('gridWorker11'), hung.id, { action: 'contact' })
  const reviewOn = new Date(clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10)
  await take(signInAs('community1'), hung.id, { action: 'suspend', reviewOn, words: '等待方案' })
}

/** Everybody of the town who can sign in. */
export async function personsOf({ db, town }: LivedTown): Promise<[PersonKey, string][]> {
  const { rows } = await db.read((tx) =>
    sql<{ id: string }>`select person_id as id from people.accounts where tenant_id = ${town.tenantId}`.execute(tx),
  )
  const known = new Set(rows.map((row) => row.id))
  return (Object.entries(town.persons) as [PersonKey, string][]).filter(([, id]) => known.has(id))
}
