import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { Failure } from '../../kernel/contract/errors.ts'
import type { PersonId, PostId } from '../../kernel/contract/ids.ts'
import { type Db, openDb, sql, sqlState, type Tx } from '../../kernel/db.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/database.ts'
import { smallTown, type Town } from '../../kernel/testing/town.ts'
import { moveToGrid } from '../places/grid-service.ts'
import type { AbsenceId } from './tables.ts'
import { appoint, cancelAbsence, type Doing, endTenure, recordAbsence } from './tenure-service.ts'

let database: TestDatabase
let db: Db
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 2 })
  town = await smallTown(db, { secrets: openSecrets(Buffer.alloc(32, 7)) })
  await db.read((tx) => sql`analyze`.execute(tx))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const dayMs = 86_400_000
const start = new Date('2026-11-23T02:00:00Z')

// Few posts and persons, so that commands meet: the whole chain of one building, both roots, a second community.
const postKeys = [
  'district',
  'administrator',
  'street1',
  'community1',
  'gridWorker11',
  'compoundSecretary11',
  'buildingLead111',
  'centerHousehold111',
  'community2',
  'supervisor',
] as const
const post = fc.constantFrom(...postKeys)
const person = fc.constantFrom(...postKeys, 'resident1', 'resident2')

const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('appoint' as const), post, person }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('end' as const), post }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('absence' as const),
      post,
      standIn: fc.option(person),
      inDays: fc.integer({ min: -3, max: 6 }),
      days: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abolish' as const), post }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rehang' as const), post, under: fc.option(post) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('regrid' as const),
      grid: fc.constantFrom('grid11' as const, 'grid12' as const),
      building: fc.constantFrom('building111' as const, 'building121' as const),
    }),
  },
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

/** One run on the town, in a transaction that is undone afterwards. */
class Run {
  at = start
  readonly absences: AbsenceId[] = []
  readonly tx: Tx

  constructor(tx: Tx) {
    this.tx = tx
  }

  /** Does a command, or leaves everything as it was when the rules or the database refuse it. */
  async step(command: Command): Promise<void> {
    await sql`savepoint step`.execute(this.tx)
    try {
      await this.do(command)
      await sql`set constraints all immediate`.execute(this.tx)
      await sql`set constraints all deferred`.execute(this.tx)
    } catch (error) {
      const refused = error instanceof Failure || sqlState(error) === '23514'
      if (!refused) throw error
      await sql`rollback to savepoint step`.execute(this.tx)
    }
  }

  private async do(command: Command): Promise<void> {
    const doing = this.doing()
    const { posts, persons, tenantId } = town
    switch (command.do) {
      case 'appoint':
        return appoint(this.tx, doing, posts[command.post], persons[command.person], '试验')
      case 'end':
        return endTenure(this.tx, doing, posts[command.post], '试验')
      case 'absence': {
        const fromAt = new Date(this.at.getTime() + command.inDays * dayMs)
        const toAt = new Date(fromAt.getTime() + command.days * dayMs)
        const standInId = command.standIn && persons[command.standIn]
        const order = { fromAt, toAt, standInId, why: '试验' }
        this.absences.push(await recordAbsence(this.tx, doing, posts[command.post], order))
        return
      }
      case 'cancel': {
        const absenceId = this.absences[command.which]
        return absenceId && cancelAbsence(this.tx, doing, absenceId)
      }
      case 'wait':
        this.at = new Date(this.at.getTime() + command.hours * 3_600_000)
        return
      case 'abolish':
        await sql`update people.posts set abolished_at = ${this.at}
          where tenant_id = ${tenantId} and id = ${posts[command.post]}`.execute(this.tx)
        return
      case 'rehang':
        await sql`update people.posts set reports_to = ${command.under && posts[command.under]}
          where tenant_id = ${tenantId} and id = ${posts[command.post]}`.execute(this.tx)
        return
      case 'regrid': {
        const order = { gridId: town.grids[command.grid], placeIds: [town.places[command.building]], why: '试验' }
        await moveToGrid(this.tx, doing.actor, doing.by, order, this.at)
      }
    }
  }

  private doing(): Doing {
    // An administrator who is nobody of the town, so that no appointment is one of themselves.
    const actor = {
      tenantId: town.tenantId,
      personId: town.places.district as string as PersonId,
      posts: [{ role: 'administrator', placePath: '/' }],
    } as unknown as Actor
    return { actor, by: { personId: null, postId: null, via: 'system' }, at: this.at }
  }

  /** What must hold at any instant, read from both functions independently. */
  async faults(at: Date) {
    const { rows } = await sql<{ empty: PostId[]; lost: PostId[]; invented: PostId[]; gridded: number }>`
      with forward as (
        select p.id as post, x.person_id as person, x.how, (p.abolished_at is null or p.abolished_at > ${at}) as live
        from people.posts p left join lateral people.acting(p.tenant_id, p.id, ${at}) x on true
        where p.tenant_id = ${town.tenantId}),
      backward as (
        select m.post_id as post, n.id as person, m.how
        from people.persons n cross join lateral people.acting_posts(n.tenant_id, n.id, ${at}) m
        where n.tenant_id = ${town.tenantId})
      select (select coalesce(array_agg(post), '{}') from forward where person is null and live) as empty,
        (select coalesce(array_agg(post), '{}') from (select post, person, how from forward where person is not null and live
          except select * from backward) x) as lost,
        (select coalesce(array_agg(post), '{}') from (select * from backward
          except select post, person, how from forward where live) x) as invented,
        (select count(*)::int from places.grid_members m where m.tenant_id = ${town.tenantId}
          and m.from_at <= ${at} and (m.to_at is null or m.to_at > ${at})) as gridded`.execute(this.tx)
    return rows[0]
  }
}

const none = { empty: [], lost: [], invented: [], gridded: 12 }

class Undo extends Error {}

async function inUndoneRun(work: (run: Run) => Promise<void>): Promise<void> {
  try {
    await db.tx(async (tx) => {
      await work(new Run(tx))
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
}

it('every live post always resolves to somebody, and acting_posts is the exact inverse', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 25 }), async (commands) => {
      await inUndoneRun(async (run) => {
        for (const one of commands) await run.step(one)
        for (const days of [-2, 0, 5]) expect(await run.faults(new Date(run.at.getTime() + days * dayMs))).toEqual(none)
      })
    }),
    { numRuns: 100 },
  )
}, 120_000)

it('the check itself finds an empty root', async () => {
  await inUndoneRun(async (run) => {
    await sql`delete from people.tenures where tenant_id = ${town.tenantId} and post_id = ${town.posts.district}`.execute(
      run.tx,
    )
    const faults = await run.faults(start)
    expect(faults?.empty).toContain(town.posts.district)
  })
})

it.each([
  [
    'an empty root',
    sql`delete from people.tenures where post_id = (select id from people.posts where name = '盘龙区委')`,
  ],
  [
    'a root with a gap',
    sql`insert into people.tenures (tenant_id, id, post_id, person_id, from_at, to_at, why)
    select tenant_id, gen_random_uuid(), post_id, person_id, from_at - interval '2 hours', from_at - interval '1 hour', '试验'
    from people.tenures where post_id = (select id from people.posts where name = '盘龙区委')`,
  ],
  [
    'a circle',
    sql`update people.posts set reports_to = (select id from people.posts where name = '1号社区党委')
    where name = '盘龙区委'`,
  ],
  ['an abolished root', sql`update people.posts set abolished_at = now() where name = '盘龙区委'`],
])('the database refuses %s', async (_, statement) => {
  const attempt = db.tx((tx) => statement.execute(tx))
  await expect(attempt).rejects.toThrow(/must be held|lead up to a root|abolished/)
})

it('who asks is known without reading the posts of all, however many a tenant has', async () => {
  const { tenantId, posts, persons } = town
  const rolledBack = new Error('rolled back')
  let plan = ''
  const attempt = db.tx(async (tx) => {
    await sql`insert into people.posts (tenant_id, id, kind_code, place_id, reports_to, name, name_en, created_at)
      select tenant_id, gen_random_uuid(), kind_code, place_id, ${posts.street1}, name, name_en, created_at
      from people.posts, generate_series(1, 900) where id = ${posts.community1}`.execute(tx)
    await sql`analyze people.posts`.execute(tx)
    // A literal: a function is seen through only where what it is given is known.
    const worker = sql.lit(persons.gridWorker11)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (costs off)
      select * from people.acting_posts(${sql.lit(tenantId)}, ${worker}, ${sql.lit(start.toISOString())})`.execute(tx)
    plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    throw rolledBack
  })
  await expect(attempt).rejects.toBe(rolledBack)
  expect(plan).toMatch(/ on posts/)
  expect(plan).not.toMatch(/Seq Scan on posts/)
})

it('two transactions cannot take each other’s ground away', async () => {
  // One abolishes a root without posts below it, the other hangs a post under it: one of them must fail.
  const { tenantId, posts } = town
  const under = (tx: Tx) =>
    sql`update people.posts set reports_to = ${posts.administrator} where tenant_id = ${tenantId} and id = ${posts.supervisor}`.execute(
      tx,
    )
  const abolish = (tx: Tx) =>
    sql`update people.posts set abolished_at = now() where tenant_id = ${tenantId} and id = ${posts.administrator}`.execute(
      tx,
    )
  const outcomes = await Promise.allSettled([db.tx(under), db.tx(abolish)])
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
})
