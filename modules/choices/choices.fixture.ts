import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import type { PlaceKey } from '../../kernel/testing/town.ts'
import { form, workbook } from '../matters/import/import.fixture.ts'
import { planQuestion, stepQuestion } from './contract.ts'
import { acceptOwners, addOwner, checkOwners, getOwner } from './owners/contract.ts'
import type { OwnerKind } from './owners/kinds.ts'
import type { OwnerId, OwnerImportId, QuestionId } from './tables.ts'
import { verifyChoices } from './verify.ts'

/** One room as a test names it: its building, number and square metres. */
export type RoomAt = readonly [PlaceKey, string, number]

interface Registering {
  readonly name: string
  readonly rooms: readonly RoomAt[]
  readonly phone?: string
  readonly kind?: OwnerKind
}

/** Registers an owner of compound11. */
export const registerOwner = async (
  app: TestApp,
  { name, rooms, phone, kind = 'person' }: Registering,
): Promise<OwnerId> =>
  (
    await app.signInAs('community1').call(addOwner, {
      params: { compoundId: app.town.places.compound11 },
      body: {
        ...{ kind, name, phone: phone ?? null },
        rooms: rooms.map(([building, number, squareMetres]) => ({
          ...{ buildingId: app.town.places[building], unit: '1', number },
          ...{ areaCm2: squareMetres * 10_000, areaSource: 'register' as const },
        })),
      },
    })
  ).id

export const aQuestion = {
  title: '加装单元门禁',
  words: '拟在各单元加装门禁，费用由维修资金支出。',
  matter: 5,
  noticeDays: 7,
  votingDays: 10,
}

/** A question to compound11. */
export const askOwners = (app: TestApp, more: Partial<typeof aQuestion> & { followRule?: string } = {}) =>
  app.signInAs('community1').call(planQuestion, {
    body: { placeId: app.town.places.compound11, ...aQuestion, ...more },
  })

export const step = (who: TestClient, questionId: QuestionId, name: 'announce' | 'open' | 'close' | 'publish') =>
  who.call(stepQuestion, { params: { questionId }, body: { step: name } })

const dayMs = 86_400_000

/** A question to compound11 that is open. The clock moves on by its notice. */
export async function openQuestion(app: TestApp, more: Parameters<typeof askOwners>[1] = {}) {
  const asked = await askOwners(app, more)
  const desk = app.signInAs('community1')
  await step(desk, asked.id, 'announce')
  app.clock.move(7 * dayMs)
  await step(desk, asked.id, 'open')
  return asked
}

export const passDays = (app: TestApp, days: number) => app.clock.move(days * dayMs)

/** Sends a sheet of owners as the desk does. */
export async function sendSheet(
  app: TestApp,
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
) {
  const { body, headers: as } = await form(await workbook(headers, rows), {}, '业主.xlsx')
  const compoundId = app.town.places.compound11
  return app.signInAs('community1').ask(checkOwners, { params: { compoundId }, body }, as)
}

export const acceptSheet = (app: TestApp, importId: OwnerImportId) =>
  app.signInAs('community1').ask(acceptOwners, { params: { importId } })

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const { tenantId } = app.town
  const report = ({ check }: { check: string }) => void found.push(check)
  await app.db.read((tx) => verifyChoices({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** How many heads and rooms the register of compound11 has. */
export async function registered(app: TestApp): Promise<{ heads: number; rooms: number }> {
  const { rows } = await app.db.read((tx) =>
    sql<{ heads: number; rooms: number }>`select count(distinct owner_id)::int as heads, count(*)::int as rooms
      from choices.holdings where to_on is null`.execute(tx),
  )
  return rows[0] ?? { heads: 0, rooms: 0 }
}

/** An owner of a compound and a question to it whose notice was given: what the access matrix asks about. */
export async function choicesSubject(
  who: TestClient,
  compoundId: PlaceId,
  buildingId: PlaceId,
  said: { readonly name: string; readonly title: string; readonly words: string } = { ...aQuestion, name: '周敏' },
) {
  const room = { buildingId, unit: '9', number: '901', areaCm2: 900_000, areaSource: 'register' as const }
  const body = { kind: 'person' as const, name: said.name, rooms: [room] }
  const { id: ownerId } = await who.call(addOwner, { params: { compoundId }, body })
  const { holdings } = await who.call(getOwner, { params: { ownerId } })
  const { title, words } = said
  const asked = { ...aQuestion, placeId: compoundId, title, words }
  const { id: questionId, code } = await who.call(planQuestion, { body: asked })
  await step(who, questionId, 'announce')
  return { compoundId, buildingId, ownerId, holdingId: holdings[0]?.id ?? '', questionId, code }
}
