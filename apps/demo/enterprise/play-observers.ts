import { StandingClock } from '../../../kernel/clock.ts'
import { type Id, type MatterId, newId, type PersonId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { categoriesOf, reportMatter } from '../../../modules/matters/public.ts'
import { beginTerm, drawSample, leadReport, recordFinding } from '../../../modules/observers/public.ts'
import { afterOffice, dateOf, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import { take, tolerate } from './matter-steps.ts'
import { findings, leads, notSolved, type PlannedLead, type PlannedTerm, terms } from './observers.ts'
import { addSignIn, command, inspection, officer, person, street } from './offices.ts'
import type { Turn } from './play-firms.ts'

const quarter = 91 * day
/** The quarter, counted from now, whose sample found something that was not solved. */
const reopenedIn = 2

/** Terms of office, leads over the year, and a sample each quarter. */
export async function observerTurns(stage: Stage, until: Date, random: Random): Promise<Turn[]> {
  const known = await stage.db.read((tx) => categoriesOf(tx, stage.keys.tenantId, 'conduct'))
  const codes = new Map(known.map(({ name, code }) => [name.zh, code]))
  const ago = (days: number) => afterOffice(new Date(until.getTime() - days * day), 0)
  const told = leads.flatMap((lead) => leadCourse(stage, lead, codes.get(lead.category) ?? '', ago(lead.ago), random))
  const samples = [4, 3, 2, 1].map((back): Turn => {
    const at = afterOffice(new Date(until.getTime() - back * quarter + 70 * day), 30)
    return { at, play: () => playSample(stage, at, back, random) }
  })
  const appointed = terms.map(
    (term, i): Turn => ({ at: ago(term.from + 3), play: () => appoint(stage, term, i, until) }),
  )
  return [...appointed, ...told, ...samples].filter(({ at }) => at < until)
}

async function appoint(stage: Stage, term: PlannedTerm, index: number, until: Date): Promise<void> {
  const { db, secrets, keys } = stage
  const on = (days: number) => dateOf(new Date(until.getTime() + days * day))
  const doing = await officer(stage, command, new Date(until.getTime() - (term.from + 3) * day))
  const phone = `12099${String(index).padStart(6, '0')}`
  await db.tx((tx) =>
    beginTerm(tx, secrets, doing, {
      ...{ name: term.name, phone, role: term.role, origin: term.origin },
      letterNumber: `鼓营聘〔${on(-term.from).slice(0, 4)}〕${String(index + 1).padStart(2, '0')}号`,
      ...{ placeId: keys.place(street), fromOn: on(-term.from), toOn: on(term.to) },
    }),
  )
  if (index === 0) await addSignIn(stage, await observerOf(stage, index, until), 'observer', doing.at)
}

async function observerOf({ db, keys }: Stage, index: number, until: Date): Promise<PersonId> {
  const number = `鼓营聘〔${dateOf(new Date(until.getTime() - (terms[index]?.from ?? 0) * day)).slice(0, 4)}〕${String(index + 1).padStart(2, '0')}号`
  const { rows } = await db.read((tx) =>
    sql<{ id: PersonId }>`select person_id as id from observers.terms
      where tenant_id = ${keys.tenantId} and letter_number = ${number}`.execute(tx),
  )
  const id = rows[0]?.id
  if (!id) throw new Error(`nobody holds ${number}`)
  return id
}

/** Filed from the phone of who holds the term; the unit that it is about never sees it. */
function leadCourse(stage: Stage, lead: PlannedLead, category: string, at: Date, random: Random): Turn[] {
  const { db, keys, secrets } = stage
  const id: MatterId = newId<'matter'>()
  const later = (minutes: number) => afterOffice(at, minutes)
  const step = (when: Date, body: Parameters<typeof take>[3], taker?: Parameters<typeof take>[4]): Turn => ({
    at: when,
    play: () => take(stage, id, when, body, taker),
  })
  const filed: Turn = {
    at,
    play: () =>
      tolerate(stage, 'lead', async () => {
        const actor = person(stage, await observerOf(stage, lead.by, stage.until))
        const by = { personId: actor.personId, postId: null, via: 'pocket' as const }
        const report = await db.read((tx) =>
          leadReport(
            tx,
            { actor, by, at, uploadKey: null },
            {
              ...{ id, unitPostId: keys.post(lead.unit), category, body: lead.words },
            },
          ),
        )
        await reportMatter({ db, secrets, clock: new StandingClock(at) }, report, null)
      }),
  }
  const contacted = step(later(random.int(60, 300)), { action: 'contact', words: '已联系反映人，开始核查。' })
  if (lead.done === null) return [filed, contacted]
  const done = random.int(700, 1500)
  return [
    filed,
    contacted,
    step(later(done), { action: 'resolve', outcome: 'solved', words: lead.done }),
    step(later(done + 600), { action: 'confirm', rating: random.int(3, 5), words: '收到答复。' }, 'firm'),
  ]
}

/** Draws from the difficulties that were closed in the quarter, calls, and writes down what the calls found. */
async function playSample(stage: Stage, at: Date, back: number, random: Random): Promise<void> {
  const { db } = stage
  const number = 5 - back
  const doing = await officer(stage, inspection, at)
  const closedFrom = dateOf(new Date(at.getTime() - quarter))
  await tolerate(stage, 'sample', async () => {
    const { id } = await db.tx((tx) =>
      drawSample(tx, doing, {
        name: `企业诉求季度抽查（第 ${number} 次）`,
        filter: { kind: ['firm_demand'], closedFrom, closedTo: dateOf(at) },
        size: 6,
        seed: `gulou-${dateOf(at)}`,
      }),
    )
    const drawn = await itemsOf(stage, id)
    // Of the newest one some calls are still to be made.
    const called = back === 1 ? drawn.slice(0, 4) : drawn
    for (const [i, matterId] of called.entries()) {
      const finding = back === reopenedIn && i === 1 ? notSolved : findings[(i + number) % findings.length]
      if (!finding) continue
      const when = afterOffice(at, 60 + i * 50)
      await db.tx((tx) =>
        recordFinding(tx, { ...doing, at: when }, { sampleId: id, matterId }, { method: 'phone', ...finding }),
      )
      if (finding === notSolved) await solvedAgain(stage, matterId, when, random)
    }
  })
}

/** What a finding reopened is done again, and this time the firm agrees. */
async function solvedAgain(stage: Stage, id: MatterId, at: Date, random: Random): Promise<void> {
  const later = (minutes: number) => afterOffice(at, minutes)
  await take(stage, id, later(120), { action: 'handle', words: '已再次上门，查明原因。' })
  await take(stage, id, later(1300), { action: 'resolve', outcome: 'solved', words: '已彻底整改，物业承诺每周巡查。' })
  await take(stage, id, later(2000), { action: 'confirm', rating: random.int(4, 5), words: '这次解决了。' }, 'firm')
}

async function itemsOf({ db, keys }: Stage, sampleId: Id<'sample'>): Promise<MatterId[]> {
  const { rows } = await db.read((tx) =>
    sql<{ id: MatterId }>`select matter_id as id from observers.sample_items
      where tenant_id = ${keys.tenantId} and sample_id = ${sampleId} order by position`.execute(tx),
  )
  return rows.map((row) => row.id)
}
