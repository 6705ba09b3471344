import { notFound } from '../../kernel/contract/errors.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { Uploader } from '../files/public.ts'
import { askedOfDue, type DueId, factsOf, lockSubject, recordVisit } from '../visits/public.ts'
import type { ChangeResult, DoorAnswer, DoorBody } from './contract.ts'
import { changeLocked, enterAll } from './entry-service.ts'
import { endHousehold } from './household-service.ts'
import { lockInCharge, refuseErased } from './household-store.ts'
import { hearVolunteer, hearWish, writeNote } from './note-service.ts'
import { refOf, refresh, refreshReach } from './refresh.ts'
import type { Doing } from './scope.ts'
import type { HouseholdId } from './shapes.ts'
import type { HouseholdRecord } from './tables.ts'
import { answersAsChanges } from './visits-join.ts'

type Due = { readonly state: DoorAnswer['dueState']; readonly by: Words | null }

/**
 * All of one door: the visit, its answers, changes, words. Somebody who was quicker makes it a supplement, and a change
 * that did not see what stands is kept beside it. Told again, it changes nothing.
 */
export async function recordDoor(
  tx: Tx,
  asked: Doing,
  uploader: Uploader,
  householdId: HouseholdId,
  body: DoorBody,
): Promise<DoorAnswer> {
  const { household, doing } = await lockInCharge(tx, asked, householdId)
  refuseErased(household)
  const { tenantId, secrets, at } = doing
  await lockSubject(tx, tenantId, refOf(household))
  const due = await dueOf(tx, doing, household, body.dueId)
  const asks = body.answers ? await askedOfDue(tx, tenantId, body.dueId, at) : null
  const isTold = await wasTold(tx, doing, household, body.visitId)
  const isSupplement = due.state !== 'open'
  const recorded = isTold ? null : await tellVisit(tx, doing, uploader, body, isSupplement)
  const results = await enterDoor(tx, doing, household, body, asks?.all ?? [])
  const { note } = body
  if (note) {
    await writeNote(tx, doing, household, note, body.visitId, heldAtOf(body, doing))
    if (note.wish) await hearWish(tx, doing, household, note.id, note.wish)
    if (note.volunteer) await hearVolunteer(tx, doing, household, note)
  }
  await refreshReach(tx, { tenantId, at }, household.id)
  if (body.nobodyLives && household.to_on === null)
    await endHousehold(
      tx,
      { tenantId, by: doing.by, at, secrets },
      household,
      'nobody_lives',
      dayOf(new Date(body.heldAt)),
    )
  return {
    visitId: body.visitId,
    dueState: (await dueOf(tx, doing, household, body.dueId)).state,
    supplementTo: !isTold && isSupplement ? (due.by ?? { zh: '同事', en: 'A colleague' }) : null,
    again: recorded?.again ?? null,
    ...{ results, matter: null, notRaised: null },
  }
}

async function dueOf(tx: Tx, { tenantId }: Doing, { id }: HouseholdRecord, dueId: DueId): Promise<Due> {
  const { rows } = await sql<Due>`select d.state, (select json_build_object('zh', p.name, 'en', p.name_en)
      from visits.visits_view v join people.posts_view p on p.tenant_id = v.tenant_id and p.id = v.post_id
      where v.tenant_id = d.tenant_id and v.due_id = d.id and v.reached and not v.supplement limit 1) as by
    from visits.dues_view d where d.tenant_id = ${tenantId} and d.id = ${dueId}
      and d.subject_kind = 'household' and d.subject_id = ${id}`.execute(tx)
  return rows[0] ?? notFound()
}

async function wasTold(tx: Tx, { tenantId }: Doing, { id }: HouseholdRecord, visitId: string): Promise<boolean> {
  const { rows } = await sql`select from visits.visits_view where tenant_id = ${tenantId} and id = ${visitId}
    and subject_kind = 'household' and subject_id = ${id}`.execute(tx)
  return rows.length > 0
}

/** The visit itself. What was said in free words stands in a note and not here, where the street reads too. */
function tellVisit(tx: Tx, doing: Doing, uploader: Uploader, body: DoorBody, supplement: boolean) {
  const { visitId, dueId, method, reached, heldAt, answers, followUp, fileIds } = body
  return recordVisit(tx, {
    ...{ actor: doing.actor, eventActor: doing.by, secrets: doing.secrets, uploader, dueId, at: doing.at },
    body: {
      ...{ visitId, method, reached, heldAt, supplement },
      ...(answers && { answers }),
      ...(followUp !== undefined && { followUp }),
      ...(fileIds && { fileIds }),
    },
  })
}

/** When it was, as far as it can be: a clock that is ahead is not believed. */
const heldAtOf = ({ heldAt }: DoorBody, { at }: Doing): Date => new Date(Math.min(Date.parse(heldAt), at.getTime()))

/** Answers and changes. Also of a household that was ended meanwhile: nothing that was typed is lost. */
async function enterDoor(
  tx: Tx,
  doing: Doing,
  household: HouseholdRecord,
  body: DoorBody,
  questions: Parameters<typeof factsOf>[0],
): Promise<ChangeResult[]> {
  const { visitId } = body
  const heldAt = heldAtOf(body, doing)
  const facts = factsOf(questions, body.answers ?? {})
  const said = answersAsChanges({ facts, visitId, heldAt }, body.bases ?? {})
  const answered = await enterAll(tx, doing, household.id, said)
  const changes = (body.changes ?? []).map((change) => ({ source: 'visit', ...change }))
  const changed = await changeLocked(tx, doing, household, changes, { visitId, asOf: dayOf(heldAt) })
  if (changed.length === 0 && answered.length > 0) await refresh(tx, doing, household)
  return [...answered, ...changed]
}
