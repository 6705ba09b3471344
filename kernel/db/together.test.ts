import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Db, openDb, sql } from '../db.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { gathering, mostTogether } from './together.ts'

/** One call: whether it fails by itself, and whether the database can still say that nothing was kept. */
interface Call {
  readonly own: number
  readonly fails?: 'own' | 'lost'
}
class Own extends Error {}
class Lost extends Error {}

/** What a database does: all of a group or none, whenever it is told to go on. */
function database() {
  const running: (() => void)[] = []
  const kept: number[] = []
  const sizes: number[] = []
  const make = async (calls: readonly Call[]) => {
    sizes.push(calls.length)
    await new Promise<void>((go) => running.push(go))
    for (const { own, fails } of calls)
      if (fails) throw fails === 'own' ? new Own(`${own}`) : new Lost(`with ${calls.map((one) => one.own)}`)
    kept.push(...calls.map(({ own }) => own))
    return calls.map(({ own }) => own * 10)
  }
  return { running, kept, sizes, make }
}

const turns = async () => {
  for (let n = 0; n < 12; n++) await Promise.resolve()
}
const told = (asked: Promise<number>) =>
  asked.then(String, (error: Error) => `${error.constructor.name} ${error.message}`)

describe('calls that come in while others are on their way', () => {
  it('are answered each with its own, none is kept twice or lost, and no more go together than may', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.constantFrom('come', 'come', 'comes and fails', 'goes on'), { maxLength: 80 }),
        async (lanes, steps) => {
          const { running, kept, sizes, make } = database()
          const crowd = { waiting: 0 }
          const call = gathering(make, { tookBack: (error) => error instanceof Own, lanes, crowd })
          const answers: Promise<string>[] = []
          const expected: string[] = []
          for (const step of steps) {
            const own = answers.length
            if (step === 'goes on') running.shift()?.()
            else {
              const fails = step === 'comes and fails'
              answers.push(told(call({ own, ...(fails ? { fails: 'own' as const } : {}) })))
              expected.push(fails ? `Own ${own}` : `${own * 10}`)
            }
            await turns()
            // What is made again after a fault goes beside the lanes.
            if (!expected.some((answer) => answer.startsWith('Own'))) expect(running.length).toBeLessThanOrEqual(lanes)
          }
          while (running.length > 0) {
            running.shift()?.()
            await turns()
          }
          expect(await Promise.all(answers)).toEqual(expected)
          expect(crowd.waiting).toBe(0)
          expect(kept.toSorted((a, b) => a - b)).toEqual(
            expected.flatMap((answer, own) => (answer.startsWith('Own') ? [] : [own])),
          )
          expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(mostTogether)
        },
      ),
    )
  })

  it('go at once when nobody is on the way, and else all together with the next', async () => {
    const { running, sizes, make } = database()
    const crowd = { waiting: 0 }
    const call = gathering(make, { tookBack: () => true, lanes: 1, crowd })
    const answers = [call({ own: 0 })]
    await turns()
    expect(sizes).toEqual([1])
    for (let own = 1; own < mostTogether + 3; own++) answers.push(call({ own }))
    await turns()
    expect([sizes, crowd.waiting]).toEqual([[1], mostTogether + 2])
    while (running.length > 0) {
      running.shift()?.()
      await turns()
    }
    await Promise.all(answers)
    expect(sizes).toEqual([1, mostTogether, 2])
  })

  it('go without a group that is long on its way', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
    const { running, sizes, make } = database()
    const call = gathering(make, { tookBack: () => true, lanes: 1, crowd: { waiting: 0 } })
    const answers = [call({ own: 0 })]
    await turns()
    answers.push(call({ own: 1 }), call({ own: 2 }))
    await vi.advanceTimersByTimeAsync(99)
    expect(sizes).toEqual([1])
    await vi.advanceTimersByTimeAsync(1)
    expect(sizes).toEqual([1, 2])
    for (const go of running) go()
    vi.useRealTimers()
    expect(await Promise.all(answers)).toEqual([0, 10, 20])
  })

  it('are not made again where nobody knows whether they were kept', async () => {
    const { running, sizes, make } = database()
    const call = gathering(make, { tookBack: (error) => error instanceof Own, lanes: 1, crowd: { waiting: 0 } })
    const first = call({ own: 0 })
    await turns()
    const rest = [1, 2, 3].map((own) => told(call({ own, ...(own === 2 ? { fails: 'lost' as const } : {}) })))
    for (let n = 0; n < 3; n++) {
      running.shift()?.()
      await turns()
    }
    await first
    expect([...new Set(await Promise.all(rest))]).toEqual(['Lost with 1,2,3'])
    expect(sizes).toEqual([1, 3])
  })
})

describe('in the database', () => {
  let test: TestDatabase
  let db: Db
  beforeAll(async () => {
    test = await testDatabase()
    db = openDb({ url: test.url, connections: 3 })
    await db.tx(async (tx) => {
      await sql`create table public.said (n integer primary key, words text[], tx xid8 not null,
        unique (words) deferrable initially deferred)`.execute(tx)
      await sql`create function public.say(p_n integer, p_words text[]) returns jsonb language plpgsql as $$
        begin
          insert into public.said values (p_n, p_words, pg_current_xact_id());
          if p_n % 10 = 3 then raise exception 'never %', p_n; end if;
          return jsonb_build_object('n', p_n, 'words', p_words);
        end $$`.execute(tx)
    })
  })
  afterAll(async () => {
    await db.close()
    await test.drop()
  })

  it('one that is refused spoils no other, and one said twice is refused by its key', async () => {
    const say = { name: 'public.say', types: ['integer', 'text[]'], writes: true } as const
    const numbers = [...Array.from({ length: 40 }, (_, n) => n), 7]
    const words = (n: number) => [`第 ${n}`, '"，"', '']
    await db.call(say, [99, words(38)])
    // 38 is told only as the transaction ends.
    const answers = await Promise.allSettled(numbers.map((n) => db.call(say, [n, words(n)])))
    const refused = numbers.filter((_, at) => answers[at]?.status === 'rejected')
    expect(refused.toSorted((a, b) => a - b)).toEqual([3, 7, 13, 23, 33, 38])
    for (const [at, answer] of answers.entries()) {
      const n = numbers[at]
      if (answer.status === 'fulfilled') expect(answer.value).toEqual({ n, words: words(n as number) })
      else expect(answer.reason).toMatchObject({ code: n === 7 || n === 38 ? '23505' : 'P0001' })
    }
    const { rows } = await db.read((tx) => sql`select from public.said`.execute(tx))
    expect(rows).toHaveLength(36)
  })

  it('nobody is refused: eight at a time share a transaction', async () => {
    const say = { name: 'public.say', types: ['integer', 'text[]'] }
    const numbers = Array.from({ length: 60 }, (_, n) => 1000 + n).filter((n) => n % 10 !== 3)
    await Promise.all(numbers.map((n) => db.call(say, [n, [`${n}`]])))
    const { rows } = await db.read((tx) =>
      sql<{ of: number }>`select count(distinct tx)::int as of from public.said where n >= 1000`.execute(tx),
    )
    expect(rows[0]?.of).toBeLessThanOrEqual(1 + Math.ceil(numbers.length / mostTogether))
  })
})
