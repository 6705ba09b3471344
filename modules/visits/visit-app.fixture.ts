import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import type { PlaceKey, Town } from '../../kernel/testing/town.ts'
import { registerMatterSubject } from '../matters/public.ts'
import { type DueRow, listDues, type RecordBody } from './contract.ts'
import { registerVisitSubject, subjectHappened, type VisitSubject } from './public.ts'

/** An invented firm at a place of the small town. */
export async function firmAt(
  app: Pick<TestApp, 'db' | 'town'>,
  place: PlaceKey,
  name: string,
  tags: readonly string[] = [],
  town: Town = app.town,
): Promise<VisitSubject> {
  const { rows } = await app.db.read((tx) =>
    sql<{ path: string; grid: VisitSubject['gridId'] }>`select p.path, places.grid_of(p.tenant_id, p.id, now()) as grid
      from places.places_view p where p.tenant_id = ${town.tenantId} and p.id = ${town.places[place]}`.execute(tx),
  )
  const [found] = rows
  if (!found) throw new Error(`no ${place}`)
  return {
    kind: 'firm',
    id: newId(),
    name,
    placeId: town.places[place],
    placePath: found.path,
    gridId: found.grid,
    tags,
  }
}

/** Tells visits that something happened to a subject, as the module that knows it does. */
export const happen = (
  app: Pick<TestApp, 'db' | 'town' | 'clock'>,
  subject: VisitSubject,
  trigger: string,
  tenantId = app.town.tenantId,
): Promise<void> => app.db.tx((tx) => subjectHappened(tx, app.clock.now(), tenantId, subject, trigger))

/**
 * Invented firms are firms, for visits and for matters. Their contact is Ms Li, whose number is of an unassigned range.
 * @returns takes that back; test files share loaded code.
 */
export function inventContacts(): () => void {
  const takeBack = registerVisitSubject('firm', {
    contacts: async () => [{ id: 'li', name: '李*', duty: '行政', phone: '100****4321' }],
    reveal: async (_tx, _secrets, _tenantId, _id, contactId) =>
      contactId === 'li' ? { name: '李丽', phone: '10000004321' } : null,
    hasContact: async (_tx, _tenantId, _id, contactId) => contactId === 'li',
  })
  const forget = registerMatterSubject('firm', {
    name: async (_tx, _tenantId, ids) => new Map(ids.map((id) => [id, { zh: '某企业', en: 'A firm' }])),
    members: async () => [],
    subjectsOf: async () => [],
  })
  return () => {
    takeBack()
    forget()
  }
}

/** The open dues of a subject that somebody sees, soonest first. */
export async function duesOf(who: TestClient, subject: VisitSubject): Promise<DueRow[]> {
  const { rows } = await who.call(listDues, { query: { q: subject.name, limit: 100 } })
  return rows.filter((row) => row.subject.id === subject.id)
}

/** A call in which somebody was reached. */
export const reached = (more: Partial<RecordBody> = {}): RecordBody => ({
  visitId: newId<'visit'>(),
  method: 'call',
  reached: true,
  ...more,
})
