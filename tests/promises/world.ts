import { modules } from '../../apps/server/modules.ts'
import type { ActingPost, Actor } from '../../kernel/actor.ts'
import { StandingClock } from '../../kernel/clock.ts'
import { Failure } from '../../kernel/contract/errors.ts'
import { type MatterId, newId, type PersonId, type SessionId } from '../../kernel/contract/ids.ts'
import { type Db, openDb, sql, sqlState, type Tx } from '../../kernel/db.ts'
import { deliverAll } from '../../kernel/events/deliver.ts'
import { syncSubscriptions } from '../../kernel/events/subscriber.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { testDatabase } from '../../kernel/testing/database.ts'
import { type PostKey, smallTown, type Town } from '../../kernel/testing/town.ts'
import { dayOf } from '../../kernel/time/day.ts'
import {
  type ActBody,
  exclusionReasons,
  orderReasons,
  returnReasons,
  voidReasons,
} from '../../modules/matters/contract.ts'
import {
  type Action,
  obstacle,
  type Relation,
  type Standing,
  type Transition,
  transitionOf,
  transitions,
} from '../../modules/matters/matter.ts'
import { act, actAsReporter } from '../../modules/matters/matter-service.ts'
import { openRallyPosts } from '../../modules/matters/matter-store.ts'
import { type NewReport, reportMatter } from '../../modules/matters/report.ts'
import { saveDefaults } from '../../modules/matters/rules-store.ts'
import { sweep } from '../../modules/matters/sweep.ts'
import type { MatterRecord } from '../../modules/matters/tables.ts'
import { appoint, cancelAbsence, type Doing, endTenure, recordAbsence } from '../../modules/people/tenure-service.ts'
import { moveToGrid } from '../../modules/places/grid-service.ts'
import type { ActCommand, Command } from './commands.ts'

const hourMs = 3_600_000
const firstDay = new Date('2026-11-23T02:00:00Z')
const subscribers = modules.flatMap((module) => [...module.subscribers])
const secrets = openSecrets(Buffer.alloc(32, 7))
const nobody = { personId: null, key: null }

/** What commands write to, what points to others first; and what of it the town began with. */
const passing = [
  'kernel.streams',
  'kernel.deliveries',
  'notices.notices',
  ...[
    ...['holdings', 'clocks', 'remarks', 'suspensions', 'escalations', 'returns', 'rally_members', 'rallies', 'merges'],
    ...['followers', 'closures', 'follow_ups', 'exclusions', 'measures', 'matters'],
  ].map((name) => `matters.${name}`),
]
const kept = ['people.absences', 'people.tenures', 'places.grid_members']
const copyOf = (table: string) => `public.${table.replace('.', '_')}`
/** The ledger refuses to delete; the whole of it is put away, as with a database that is dropped. */
const fresh = [
  'truncate kernel.events',
  ...passing.map((table) => `delete from ${table}`),
  ...kept.map(
    (table) =>
      `delete from ${table} t where not exists (select from ${copyOf(table)} c where to_jsonb(c) = to_jsonb(t))`,
  ),
  ...kept.map(
    (table) =>
      `insert into ${table} select * from ${copyOf(table)} c where not exists (select from ${table} t where t.id = c.id)`,
  ),
].join(';')

export type Outcome = 'done' | 'refused' | 'nothing to do'

/** A town on a database of its own in which commands happen as they do in the program: each in its own transaction. */
export class World {
  readonly db: Db
  readonly town: Town
  readonly clock = new StandingClock(firstDay)
  readonly matters: MatterId[] = []
  /** The step that was last tried. */
  lastAction: Action | null = null
  readonly #absences: Parameters<typeof cancelAbsence>[2][] = []
  #begun = 0
  readonly #drop: () => Promise<void>

  private constructor(db: Db, town: Town, drop: () => Promise<void>) {
    this.db = db
    this.town = town
    this.#drop = drop
  }

  static async open(connections = 2): Promise<World> {
    const database = await testDatabase()
    const db = openDb({ url: database.url, connections })
    const town = await smallTown(db, { secrets })
    await db.tx((tx) => saveDefaults(tx, { tenantId: town.tenantId, validFrom: town.since, authorId: null }))
    await syncSubscriptions(db, subscribers)
    await db.tx(async (tx) => {
      for (const table of kept) await sql.raw(`create table ${copyOf(table)} as table ${table}`).execute(tx)
    })
    await db.read((tx) => sql`analyze`.execute(tx))
    return new World(db, town, database.drop)
  }

  async close(): Promise<void> {
    await this.db.close()
    await this.#drop()
  }

  /** Everything as on the first day: the next sequence begins in the same town. */
  async begin(): Promise<void> {
    this.clock.set(firstDay)
    this.matters.length = 0
    this.#absences.length = 0
    await this.db.tx((tx) => sql.raw(fresh).execute(tx))
    if (++this.#begun % 100 === 0) await this.db.read((tx) => sql`vacuum analyze`.execute(tx))
  }

  /** Plays a command. A refusal in words (or by the rule that roots are manned) is an outcome; anything else is thrown. */
  async play(command: Command): Promise<Outcome> {
    try {
      return await this.#do(command)
    } catch (error) {
      const rootKept = sqlState(error) === '23514' && String(error).includes('stands at the top of a chain')
      if (error instanceof Failure || rootKept) return 'refused'
      throw error
    }
  }

  deliver(): Promise<number> {
    return deliverAll({ db: this.db, clock: this.clock, secrets }, subscribers)
  }

  /** Time passes: what is due happens, and everybody is told. */
  async pass(ms: number): Promise<void> {
    this.clock.move(ms)
    await sweep(this.db, this.clock.now())
    await this.deliver()
  }

  async eventCount(): Promise<number> {
    const { rows } = await this.db.read((tx) => sql<{ n: number }>`select count(*) as n from kernel.events`.execute(tx))
    return rows[0]?.n ?? 0
  }

  async #do(command: Command): Promise<Outcome> {
    switch (command.do) {
      case 'report':
        return this.#report(command)
      case 'act':
        return this.#act(command)
      case 'jump':
        await this.pass(command.hours * hourMs)
        return 'done'
      case 'deliver':
        await this.deliver()
        return 'done'
      default:
        return this.#people(command)
    }
  }

  async #people(command: Exclude<Command, { do: 'report' | 'act' | 'jump' | 'deliver' }>): Promise<Outcome> {
    const { posts, persons } = this.town
    const doing = this.#doing()
    return this.db.tx(async (tx) => {
      switch (command.do) {
        case 'appoint':
          await appoint(tx, doing, posts[command.post], persons[command.person], '任命')
          return 'done'
        case 'end':
          await endTenure(tx, doing, posts[command.post], '离任')
          return 'done'
        case 'absence': {
          const fromAt = new Date(doing.at.getTime() + command.inDays * 24 * hourMs)
          const toAt = new Date(fromAt.getTime() + command.days * 24 * hourMs)
          const standInId = command.standIn && persons[command.standIn]
          this.#absences.push(
            await recordAbsence(tx, doing, posts[command.post], { fromAt, toAt, standInId, why: '请假' }),
          )
          return 'done'
        }
        case 'cancel': {
          const absence = this.#absences.at(-1 - (command.which % Math.max(1, this.#absences.length)))
          if (!absence) return 'nothing to do'
          await cancelAbsence(tx, doing, absence)
          return 'done'
        }
        case 'regrid': {
          const move = {
            gridId: this.town.grids[command.grid],
            placeIds: [this.town.places[command.building]],
            why: '调整',
          }
          await moveToGrid(tx, doing.actor, doing.by, move, doing.at)
          return 'done'
        }
      }
    })
  }

  /** An administrator who is nobody of the town, so that no appointment is one of themselves. */
  #doing(): Doing {
    const posts = [{ role: 'administrator', placePath: '/' }] as unknown as ActingPost[]
    const personId = this.town.places.district as string as PersonId
    const actor = { tenantId: this.town.tenantId, personId, sessionId: '' as SessionId, name: '', posts }
    return { actor, by: { personId: null, postId: null, via: 'desk' }, at: this.clock.now() }
  }

  async #report(command: Extract<Command, { do: 'report' }>): Promise<Outcome> {
    const { town } = this
    const id = newId<'matter'>()
    const by = { neighbour: null, resident: 'resident1', hotline: 'community1', patrol: 'gridWorker11' } as const
    const who = by[command.door as keyof typeof by]
    const personId = who && town.persons[who]
    const staff = command.door === 'hotline' || command.door === 'patrol'
    const report: NewReport = {
      tenantId: town.tenantId,
      id,
      kind: command.door === 'hotline' ? 'hotline' : command.door === 'patrol' ? 'patrol' : 'demand',
      category: command.category,
      placeId: town.places[command.place as keyof Town['places']],
      placeDetail: null,
      point: null,
      title: null,
      body: `${command.place} 楼道里又堆满了东西,请来看看`,
      channel: command.door === 'patrol' ? 'patrol' : command.door === 'hotline' ? 'phone' : 'pocket',
      selfFound: command.door === 'patrol',
      visibility: 'open',
      priority: command.urgent ? 'urgent' : 'normal',
      reporterId: staff ? null : personId,
      reporterName: null,
      reporterPhone: null,
      recordedBy: staff ? personId : null,
      fileIds: [],
      uploadKey: null,
      actor: { personId, postId: null, via: 'pocket' },
      patrolPost: command.door === 'patrol' ? town.posts.gridWorker11 : null,
    }
    await reportMatter({ db: this.db, clock: this.clock, secrets }, report, null)
    this.matters.push(id)
    return 'done'
  }

  async #act(command: ActCommand): Promise<Outcome> {
    const matterId = this.matters.at(-1 - (command.matter % Math.max(1, this.matters.length)))
    if (!matterId) return 'nothing to do'
    const at = this.clock.now()
    const found = await this.db.read((tx) => this.#lookUp(tx, matterId, command))
    if (!found) return 'nothing to do'
    const { tenantId } = this.town
    const input = this.#inputOf(found.action, matterId, command)
    await this.db.tx((tx) =>
      found.actor
        ? act(tx, {
            actor: found.actor,
            eventActor: { personId: found.actor.personId, postId: null, via: 'desk' },
            matterId,
            input,
            at,
            uploader: nobody,
          })
        : actAsReporter(tx, { tenantId, matterId, input, at, uploader: nobody }),
    )
    return 'done'
  }

  /** Which step, and by whom; null for `actor` is whoever holds the receipt. */
  async #lookUp(
    tx: Tx,
    matterId: MatterId,
    command: ActCommand,
  ): Promise<{ action: Action; actor: Actor | null } | null> {
    const { rows } = await sql<MatterRecord>`select * from matters.matters where id = ${matterId}`.execute(tx)
    const matter = rows[0]
    if (!matter) return null
    const transition = chosen(command, matter)
    this.lastAction = transition.action
    if ('any' in command.who)
      return { action: transition.action, actor: await this.#actor(tx, this.town.persons[command.who.any]) }
    const relation = transition.by[command.who.able % transition.by.length]
    const personId = relation && (await this.#able(tx, relation, matter, command.who.able))
    if (personId === 'receipt') return { action: transition.action, actor: null }
    return personId ? { action: transition.action, actor: await this.#actor(tx, personId) } : null
  }

  async #able(tx: Tx, relation: Relation, matter: MatterRecord, salt: number): Promise<PersonId | 'receipt' | null> {
    const { posts } = this.town
    if (relation === 'reporter') return matter.reporter_id ?? 'receipt'
    const rallied = relation === 'rallied' ? await openRallyPosts(tx, matter) : []
    const above: readonly PostKey[] =
      relation === 'superior' ? ['street1', 'district'] : ['community1', 'street1', 'community1', 'community2']
    const post =
      relation === 'holder'
        ? matter.holder_post_id
        : relation === 'rallied'
          ? rallied[salt % Math.max(1, rallied.length)]
          : relation === 'staff'
            ? posts.buildingLead111
            : posts[above[salt % above.length] ?? 'district']
    if (!post) return null
    const { rows } = await sql<{ person_id: PersonId }>`
      select person_id from people.acting(${this.town.tenantId}, ${post}, ${this.clock.now()})`.execute(tx)
    return rows[0]?.person_id ?? null
  }

  /** The actor as a session would give it, without a session: the clock jumps further than sessions last. */
  async #actor(tx: Tx, personId: PersonId): Promise<Actor> {
    const { tenantId } = this.town
    const { rows } = await sql<ActingPost>`
      select p.id as "postId", p.role, p.place_id as "placeId", p.place_path as "placePath", p.grid_id as "gridId", m.how
      from people.acting_posts(${tenantId}, ${personId}, ${this.clock.now()}) m
      join people.posts_view p on p.tenant_id = ${tenantId} and p.id = m.post_id order by p.place_path, p.id`.execute(
      tx,
    )
    return { tenantId, personId, sessionId: '' as SessionId, name: '', posts: rows }
  }

  #inputOf(action: Action, matterId: MatterId, { input }: ActCommand): ActBody {
    if (input.bare) return { action }
    const { posts } = this.town
    const later = new Date(this.clock.now().getTime() + input.days * 24 * hourMs)
    const others = this.matters.filter((id) => id !== matterId)
    const into = others.at(-1 - (input.into % Math.max(1, others.length))) ?? matterId
    const needs = new Set<string>(transitionOf(action).needs)
    const { method, reached, solved } = input
    return {
      action,
      words: '记一笔',
      ...(needs.has('post') || needs.has('decision') ? { postId: posts[input.post] } : {}),
      ...(needs.has('due') ? { dueAt: later.toISOString() } : {}),
      ...(needs.has('review_on') ? { reviewOn: dayOf(later) } : {}),
      ...(needs.has('outcome') ? { outcome: input.outcome } : {}),
      ...(needs.has('rating') ? { rating: input.rating } : {}),
      ...(needs.has('reason') ? { reason: reasonFor(action, input.reason) } : {}),
      ...(needs.has('decision') ? { approve: input.approve } : {}),
      ...(needs.has('follow_up') ? { followUp: { method, reached, solved, satisfaction: input.rating } } : {}),
      ...(needs.has('departments') ? { departments: input.departments.map((key) => posts[key as PostKey]) } : {}),
      ...(needs.has('departments') && input.lead ? { leadPostId: posts[input.lead as PostKey] } : {}),
      ...(needs.has('into') ? { intoId: into } : {}),
    }
  }
}

/** Steps that lead from report to close; the others lead aside or say something. */
const onward: ReadonlySet<Action> = new Set([
  'accept',
  'assign',
  'contact',
  'resolve',
  'follow_up',
  'confirm',
  'reject',
  'close',
  'review_return',
  'resume',
  'answer_rally',
  'answer_order',
  'reopen',
  'unmerge',
  'exclude',
  'approve_exclusion',
])

function chosen({ step }: ActCommand, matter: MatterRecord): Transition {
  if ('any' in step) return transitionOf(step.any)
  const possible = transitions.filter((t) => t.from.includes(matter.state))
  if ('possible' in step) return possible[step.possible % possible.length] ?? transitionOf('comment')
  const awaited = (t: Transition) => t.action !== 'answer_rally' || matter.open_rally_answers > 0
  const leading = possible.filter(
    (t) => onward.has(t.action) && awaited(t) && obstacle(t.action, standingNow(matter)) === null,
  )
  return leading[step.onward % Math.max(1, leading.length)] ?? transitionOf('comment')
}

/** By the default kinds' limits. */
const standingNow = (matter: MatterRecord): Standing => ({
  state: matter.state,
  openRallyAnswers: matter.open_rally_answers,
  openOrder: matter.order_due_at !== null,
  openTalk: matter.talk_due_at !== null,
  unreached: matter.unreached,
  unreachedLimit: 3,
  extensions: matter.extensions,
  extensionLimit: 1,
  exclusion: matter.exclusion,
  reporterKnown: matter.reporter_id !== null,
})

const reasons: Partial<Record<Action, readonly string[]>> = {
  return: returnReasons,
  order: orderReasons,
  void: voidReasons,
  exclude: exclusionReasons,
}

function reasonFor(action: Action, pick: number): string {
  const known = reasons[action] ?? []
  return (pick < 0 ? undefined : known[pick % Math.max(1, known.length)]) ?? 'no_such_reason'
}
