import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { openSecrets } from '../../../kernel/secrets.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import {
  cast,
  closeAndCount,
  codeOf,
  count,
  findings,
  newSeed,
  onPaper,
  openVote,
  passDays,
  register,
  step,
} from './budget.fixture.ts'
import * as contract from './contract.ts'
import { passBudgetDay } from './day-tick.ts'
import { ballotOpener, digestOf, newKeys, sealBallot } from './sealing.ts'
import type { BudgetId } from './tables.ts'

/*
 * What a copy of the whole database gives away: every row of every table is read as text and searched, before and after the
 * count, for what known people chose in marks that nobody else can have made.
 */

let app: TestApp
let vote: { id: BudgetId; code: string }
const receipts: Record<string, string> = {}
const chosen: Record<string, number[]> = {
  resident1: [37, 0, 11, 5],
  resident2: [3, 41, 0, 9],
  family: [0, 53, 2, 1],
  paper: [29, 0, 0, 31],
}
const seeds: Record<string, string> = {}

beforeAll(async () => {
  app = await testApp()
  vote = await openVote(app, { kind: 'points', most: 60 })
  for (const who of ['resident1', 'resident2'] as const) {
    seeds[who] = newSeed()
    // The browser sends such a key with every command.
    const headers = { 'idempotency-key': `01890000-0000-7000-8000-00000000000${who.at(-1)}` }
    const body = { marks: chosen[who] ?? [], seed: seeds[who] ?? '' }
    const answer = await app.signInAs(who).ask(contract.castBallot, { params: { code: vote.code }, body }, headers)
    receipts[who] = answer.body.receipt
  }
  const family = await register(app, vote.id, '李奶奶', '1栋 101')
  const code = await codeOf(app, vote.id, family)
  receipts.family = (await cast(app.anyone, vote.code, chosen.family ?? [], { code })).body.receipt
  const elder = await register(app, vote.id, '王爷爷', '1栋 102')
  receipts.paper = (await onPaper(app.signInAs('community1'), vote.id, elder, chosen.paper ?? [])).body.receipt
})
afterAll(() => app.close())

interface Row {
  readonly table: string
  /** Lower case; bytes in hexadecimal. */
  readonly text: string
}

/** Every row of every table. */
async function dump(): Promise<Row[]> {
  return app.db.read(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name
      from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(tx)
    const all: Row[] = []
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.raw(name)} t`.execute(tx)
      const table = name.replace(/^(kernel\.events)_\d+$/, '$1')
      all.push(...rows.map(({ text }) => ({ table, text: text.toLowerCase() })))
    }
    return all
  })
}

const holding = (rows: readonly Row[], ...parts: string[]) =>
  rows.filter(({ text }) => parts.some((part) => text.includes(part.toLowerCase())))
const tablesOf = (rows: readonly Row[]) => [...new Set(rows.map(({ table }) => table))].sort()
const prefixOf = (name: string) => (receipts[name] ?? '').replaceAll('-', '').toLowerCase()
/** The ways in which marks may stand somewhere. */
const saidOf = (marks: number[]) => [
  marks.join(','),
  marks.join(', '),
  Buffer.from(marks).toString('hex'),
  Buffer.from(marks).toString('base64'),
]

/** What could name a voter: the person, the session, the phone in any form, the key of the vote. */
async function namesOf(who: PersonKey): Promise<string[]> {
  const { rows } = await app.db.read((tx) =>
    sql<{
      lookup: Buffer
    }>`select phone_lookup as lookup from people.persons where id = ${app.town.persons[who]}`.execute(tx),
  )
  return [app.town.persons[who], app.town.phones[who], rows[0]?.lookup.toString('hex') ?? '-']
}

it('has no trace of a choice before the count, and no row with a voter and a ballot', async () => {
  const rows = await dump()
  for (const [name, marks] of Object.entries(chosen)) {
    expect(tablesOf(holding(rows, ...saidOf(marks)))).toEqual([])
    expect(tablesOf(holding(rows, receipts[name] ?? '-'))).toEqual([])
    // The digest stands with the sealed ballot, and nowhere else.
    expect(tablesOf(holding(rows, prefixOf(name)))).toEqual(['choices.budget_sealed'])
  }
  for (const seed of Object.values(seeds)) expect(holding(rows, seed)).toEqual([])
  const { rows: keys } = await app.db.read((tx) =>
    sql<{ key: string }>`select encode(voter_key, 'hex') as key from choices.budget_voters`.execute(tx),
  )
  expect(keys).toHaveLength(4)
  const names = [...keys.map(({ key }) => key), ...(await namesOf('resident1')), ...(await namesOf('resident2'))]
  const ballots = rows.filter(({ table }) => table === 'choices.budget_sealed')
  expect(holding(ballots, ...names)).toEqual([])
  // Retries are answered without a kept answer: nothing about voting stands among those of commands.
  expect(holding(rows, 'choices.cast_ballot', 'choices.type_ballot', 'choices.print_codes')).toEqual([])
})

it('cannot be opened with what stands in the database alone', async () => {
  const { rows: sealed } = await app.db.read((tx) =>
    sql<{ sealed: Buffer }>`select sealed from choices.budget_sealed`.execute(tx),
  )
  const opensAll = (key: Buffer) => {
    const open = ballotOpener(key, vote.id)
    return sealed.some((one) => open(one.sealed) !== null)
  }
  // Every run of 32 bytes that begins a hexadecimal value somewhere is tried as the key.
  const found = (await dump()).flatMap(({ text }) =>
    [...text.matchAll(/\\x([0-9a-f]{64})/g)].map(([, hex = '']) => hex),
  )
  expect(found.length).toBeGreaterThan(5)
  for (const hex of new Set(found)) expect(opensAll(Buffer.from(hex, 'hex'))).toBe(false)
  const { rows } = await app.db.read((tx) =>
    sql<{ key: Buffer }>`select key_sealed as key from choices.budgets where id = ${vote.id}`.execute(tx),
  )
  const key = rows[0]?.key ?? Buffer.alloc(0)
  expect(() => openSecrets(Buffer.alloc(32, 8)).open(key)).toThrow()
  // With the server's secret it opens: that is what the count does, and what the page says.
  expect(opensAll(Buffer.from(app.services.secrets.open(key), 'base64'))).toBe(true)
})

it('keeps choices apart from receipts after the count, names what is invalid, and is recounted', async () => {
  // Somebody who can write into the database puts two more in: one for another vote, one with too many points.
  const { rows } = await app.db.read((tx) =>
    sql<{ key: Buffer }>`select public_key as key from choices.budgets where id = ${vote.id}`.execute(tx),
  )
  const publicKey = rows[0]?.key ?? Buffer.alloc(0)
  const bad = [
    sealBallot(newKeys().publicKey, vote.id, [1, 1, 1, 1], Buffer.alloc(32, 1)),
    sealBallot(publicKey, vote.id, [50, 50, 0, 0], Buffer.alloc(32, 2)),
  ]
  await app.db.tx(async (tx) => {
    for (const sealed of bad)
      await sql`insert into choices.budget_sealed (tenant_id, budget_id, digest, sealed)
        values (${app.town.tenantId}, ${vote.id}, ${digestOf(sealed)}, ${sealed})`.execute(tx)
  })
  await closeAndCount(app, vote.id)
  await count(app, vote.id)
  await step(app.signInAs('community1'), vote.id, 'publish')
  const all = await dump()
  expect(all.filter(({ table }) => table === 'choices.budget_sealed')).toEqual([])
  for (const [name, marks] of Object.entries(chosen)) {
    expect(tablesOf(holding(all, Buffer.from(marks).toString('hex')))).toEqual(['choices.budget_ballots'])
    expect(tablesOf(holding(all, prefixOf(name)))).toEqual(['choices.budget_receipts', 'kernel.events'])
    const shown = await app.anyone.call(contract.listReceipts, {
      params: { code: vote.code },
      query: { q: receipts[name] ?? '' },
    })
    expect(shown.rows).toEqual([{ receipt: receipts[name], fault: null }])
  }
  const list = await app.anyone.call(contract.listReceipts, { params: { code: vote.code } })
  expect(list.rows.flatMap(({ fault }) => fault ?? []).sort()).toEqual(['sealed', 'too_many'])
  const { result } = await app.anyone.call(contract.readPaper, { params: { code: vote.code } })
  expect([result?.ballots, result?.invalid]).toEqual([6, 2])
  expect(result?.shares.items.map(({ points }) => points)).toEqual([69, 94, 13, 46])
  // Those two have no voter; and an opened ballot that is altered afterwards is found.
  expect(await findings(app)).toEqual(['choices.budget_voters'])
  await app.db.tx((tx) =>
    sql`update choices.budget_ballots set marks = ${Buffer.from([60, 0, 0, 0])}
      where budget_id = ${vote.id} and marks = ${Buffer.from(chosen.paper ?? [])}`.execute(tx),
  )
  expect(await findings(app)).toEqual(['choices.budget_voters', 'choices.budget_tally', 'choices.budget_count'])
})

it('has nothing to open in a vote that was cancelled', async () => {
  const other = await openVote(app)
  await cast(app.signInAs('resident1'), other.code, [1, 0, 0, 0])
  passDays(app, 1)
  const body = { step: 'cancel' as const, why: '方案要重做' }
  await app.signInAs('community1').call(contract.stepBudget, { params: { budgetId: other.id }, body })
  const { rows } = await app.db.read((tx) =>
    sql<{
      n: number
      key: Buffer | null
    }>`select b.key_sealed as key, (select count(*)::int from choices.budget_sealed s
      where s.budget_id = b.id) as n from choices.budgets b where b.id = ${other.id}`.execute(tx),
  )
  expect(rows[0]).toEqual({ n: 0, key: null })
})

it('erases the register of voters 60 days after the vote is over', async () => {
  const day = () => app.db.tx((tx) => passBudgetDay(tx, app.town.tenantId, { ...app.services, at: app.clock.now() }))
  const left = async () => {
    const { rows } = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::int as n from choices.budget_register`.execute(tx),
    )
    return rows[0]?.n
  }
  await day()
  expect(await left()).toBe(2)
  passDays(app, 61)
  await day()
  expect(await left()).toBe(0)
})
