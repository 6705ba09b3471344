import { afterAll, beforeAll, expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
import { reveals } from '../../kernel/contract/endpoint.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { personas } from './expectations.ts'
import { requests } from './requests.ts'
import { type MatrixTown, matrixTown } from './subjects.fixture.ts'

let town: MatrixTown
beforeAll(async () => {
  town = await matrixTown()
}, 120_000)
afterAll(() => town.close())

/** Here nobody of the columns is shown anything: no seeker, a bank's contact, no sample; a takeout that says no reason. */
const refusedHere: readonly string[] = [
  ...['employment.reveal_seeker', 'finance.reveal', 'observers.reveal', 'takeouts.ask_opened'],
]

const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The words in an answer, but for ids. */
function wordsIn(answer: unknown): readonly string[] {
  if (typeof answer === 'string') return answer === '' || anId.test(answer) ? [] : [answer]
  return typeof answer === 'object' && answer ? Object.values(answer).flatMap(wordsIn) : []
}

const keptOf = async (key: string) => {
  const { rows } = await town.db.read((tx) =>
    sql<{ answer: string }>`select answer::text as answer from kernel.commands where key = ${key}`.execute(tx),
  )
  return rows.map(({ answer }) => answer).join()
}

it('what was revealed stands in no kept answer', async () => {
  const kept: string[] = []
  const refused: string[] = []
  for (const endpoint of modules.flatMap(({ routes }) => routes.map((route) => route.endpoint)).filter(reveals)) {
    const args = requests[endpoint.id]?.(town.subjects.near)
    let seen = false
    for (const persona of personas) {
      if (persona === 'anyone') continue
      const key = newId()
      const { status, body } = await town.signInAs(persona).ask(endpoint, args, { 'idempotency-key': key })
      if (status !== 200) continue
      seen = true
      const answer = await keptOf(key)
      if (wordsIn(body).some((words) => answer.includes(words))) kept.push(`${endpoint.id} ${persona}`)
    }
    if (!seen) refused.push(endpoint.id)
  }
  expect(kept).toEqual([])
  expect(refused.sort()).toEqual(refusedHere)
}, 120_000)
