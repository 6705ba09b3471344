import type { Static } from 'typebox'
import type { Actor } from '../../kernel/actor.ts'
import { Failure, fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { MatterId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import { partOf, runOnce } from '../../kernel/http/command.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { uploaderOf } from '../files/public.ts'
import { assigneesOf } from './assignees.ts'
import { callBackPage } from './call-backs.ts'
import type { Channel } from './channels.ts'
import { readCommunityPage } from './community-page.ts'
import * as contract from './contract.ts'
import { draftOf } from './drafting.ts'
import { exportStream, mostExported } from './export.ts'
import { follow, unfollow } from './following.ts'
import { noAnswers } from './forms/reported.ts'
import { readers } from './matter-policy.ts'
import { countMatters, followedPage, listPage, loadByGrid, myWork, points } from './matter-queries.ts'
import { act, actAsReporter, revealReporter } from './matter-service.ts'
import { viewByReceipt, viewFor } from './matter-view.ts'
import { receiptLookup } from './receipt.ts'
import { matterIdOf, type NewReport, reportMatter } from './report.ts'
import { categoriesOf, kindsInForce } from './rules-store.ts'
import { findSimilar } from './similar.ts'

const staff: readonly Role[] = readers.filter((role) => role !== 'supervisor')
/** Who takes matters down for others at a telephone or counter. */
const desks: readonly Role[] = ['grid_worker', 'compound_secretary', 'community', 'street']

type Reporting = RequestContext & { readonly body: Static<typeof contract.ReportBody> }

/** A report as it came by a door, with who stands at the door. */
function reportOf(
  context: Reporting,
  door: { channel: Channel; selfFound: boolean; forSomebody: boolean; patrolPost: NewReport['patrolPost'] },
): NewReport {
  const { actor, body, tenantId, eventActor } = context
  const byWorker = door.forSomebody || door.selfFound
  return {
    tenantId,
    id: matterIdOf(body.id),
    kind: body.kind,
    category: body.category ?? '',
    placeId: body.placeId,
    placeDetail: body.placeDetail ?? null,
    point: body.point ?? null,
    title: body.title ?? null,
    body: body.body,
    channel: door.channel,
    selfFound: door.selfFound,
    visibility: body.visibility ?? 'open',
    priority: body.priority ?? 'normal',
    reporterId: byWorker ? null : (actor?.personId ?? null),
    reporterName: body.reporter?.name ?? null,
    reporterPhone: body.reporter?.phone ?? null,
    recordedBy: byWorker ? (actor?.personId ?? null) : null,
    fileIds: body.fileIds ?? [],
    uploadKey: uploaderOf(context).key,
    actor: { ...eventActor, postId: door.patrolPost },
    patrolPost: door.patrolPost,
    subject: body.subject ?? null,
    answers: body.answers ?? noAnswers,
    // A worker who takes it down files it too; a neighbour who reports does not.
    ...(byWorker ? { filed: body.filed ?? [], roles: actor?.posts.map((post) => post.role) ?? [] } : {}),
  }
}

async function matterOfReceipt(context: RequestContext, code: string): Promise<MatterId> {
  const lookup = receiptLookup(context.secrets, code)
  const id = await context.read(async (tx) => {
    const { rows } = await sql<{ id: MatterId }>`select id from matters.matters
      where receipt_lookup = ${lookup} and tenant_id = ${context.tenantId}`.execute(tx)
    return rows[0]?.id
  })
  return id ?? notFound()
}

const doorRoutes: readonly Route[] = [
  route(contract.listKinds, {
    access: 'public',
    handle: ({ read, tenantId, clock, query }) =>
      read(async (tx) => ({
        kinds: await kindsInForce(tx, tenantId, clock.now()),
        categories: await categoriesOf(tx, tenantId, query.tree),
      })),
  }),
  route(contract.report, {
    access: 'public',
    perMinute: 30,
    handle: async (context) => {
      const door = { channel: 'pocket', selfFound: false, forSomebody: false, patrolPost: null } as const
      return reportMatter(context, reportOf(context, door), context.commandKey)
    },
  }),
  route(contract.takeDown, {
    access: { roles: desks },
    handle: async (context) => {
      const door = { channel: context.body.channel, selfFound: false, forSomebody: true, patrolPost: null }
      return reportMatter(context, reportOf(context, door), context.commandKey)
    },
  }),
  route(contract.patrolReport, {
    access: { roles: staff },
    handle: async (context) => {
      const finder =
        context.actor.posts.find((post) => post.role === 'grid_worker') ??
        context.actor.posts.find((post) => staff.includes(post.role))
      const door = {
        channel: 'patrol',
        selfFound: true,
        forSomebody: false,
        patrolPost: finder?.postId ?? null,
      } as const
      return reportMatter(context, reportOf(context, door), context.commandKey)
    },
  }),
  route(contract.similar, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, body, clock }) =>
      read(async (tx) => ({
        similar: await findSimilar(tx, {
          tenantId,
          text: body.text,
          placeId: body.placeId,
          point: body.point ?? null,
          category: body.category ?? null,
          exceptId: body.exceptId ?? null,
          now: clock.now(),
        }),
      })),
  }),
  route(contract.draft, {
    access: { roles: desks },
    handle: ({ read, tenantId, body }) => read((tx) => draftOf(tx, tenantId, body.text)),
  }),
  route(contract.follow, {
    access: 'signed-in',
    handle: ({ command, actor, params, clock }) => command((tx) => follow(tx, actor, params.matterId, clock.now())),
  }),
  route(contract.unfollow, {
    access: 'signed-in',
    handle: ({ command, actor, params }) => command((tx) => unfollow(tx, actor, params.matterId)),
  }),
]

const readingRoutes: readonly Route[] = [
  route(contract.listMatters, {
    access: { roles: readers },
    handle: ({ db, actor, query, clock }) => listPage(db, actor, query, clock.now()),
  }),
  route(contract.exportMatters, {
    access: { roles: readers },
    perMinute: 20,
    handle: async ({ db, actor, query, clock, lang, read }) => {
      const total = await read((tx) => countMatters(tx, actor, query, clock.now()))
      if (total > mostExported)
        fail('refused', 'matters.export_too_large', {
          zh: `共 ${total} 件，一次最多导出 ${mostExported} 件，请缩小范围`,
          en: `${total} matters; at most ${mostExported} at once. Please narrow the filter`,
        })
      const filename = lang === 'zh' ? '事项.xlsx' : 'matters.xlsx'
      return { bytes: await exportStream(db, actor, query, clock.now(), lang), type: xlsx, filename }
    },
  }),
  route(contract.myWork, {
    access: { roles: readers },
    handle: ({ db, actor, clock }) => myWork(db, actor, clock.now()),
  }),
  route(contract.followed, {
    access: 'signed-in',
    handle: ({ read, actor, query, clock }) => read((tx) => followedPage(tx, actor, query, clock.now())),
  }),
  route(contract.matterPoints, {
    access: { roles: readers },
    handle: ({ read, actor, query, clock }) => read((tx) => points(tx, actor, query, clock.now())),
  }),
  route(contract.gridLoad, {
    access: { roles: readers },
    handle: ({ read, actor, query, clock }) =>
      read(async (tx) => ({ grids: await loadByGrid(tx, actor, query, clock.now()) })),
  }),
  route(contract.callBacks, {
    access: { roles: ['community', 'street'] },
    handle: ({ read, secrets, actor, query, clock }) =>
      read((tx) => callBackPage(tx, secrets, actor, query, clock.now())),
  }),
  route(contract.communityPage, {
    access: 'public',
    perMinute: 120,
    mayLag: true,
    handle: ({ read, tenantId, params, clock }) =>
      read((tx) => readCommunityPage(tx, tenantId, params.code, clock.now())),
  }),
  route(contract.getMatter, {
    access: 'signed-in',
    handle: ({ read, actor, params, secrets, clock }) =>
      read((tx) => viewFor({ tx, secrets, now: clock.now() }, actor, params.matterId)),
  }),
  route(contract.track, {
    access: 'public',
    perMinute: 30,
    everywhere: true,
    handle: async (context) => {
      const id = await matterOfReceipt(context, context.params.receiptCode)
      const { read, secrets, clock, tenantId } = context
      return read((tx) => viewByReceipt({ tx, secrets, now: clock.now() }, tenantId, id))
    },
  }),
  route(contract.assignees, {
    access: { roles: staff },
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => assigneesOf(tx, actor, params.matterId, query.q ?? '', clock.now())),
  }),
]

const doingRoutes: readonly Route[] = [
  route(contract.act, {
    access: 'signed-in',
    handle: (context) =>
      context.command((tx) =>
        act(tx, {
          actor: context.actor,
          eventActor: context.eventActor,
          matterId: context.params.matterId,
          input: context.body,
          at: context.clock.now(),
          uploader: uploaderOf(context),
        }),
      ),
  }),
  route(contract.actByReceipt, {
    access: 'public',
    perMinute: 20,
    everywhere: true,
    handle: async (context) => {
      const matterId = await matterOfReceipt(context, context.params.receiptCode)
      if (!['confirm', 'reject', 'reopen', 'comment'].includes(context.body.action)) forbidden()
      return context.command((tx) =>
        actAsReporter(tx, {
          tenantId: context.tenantId,
          matterId,
          input: context.body,
          at: context.clock.now(),
          uploader: uploaderOf(context),
        }),
      )
    },
  }),
  route(contract.actOnMany, { access: { roles: ['community', 'street'] }, handle: actOnMany }),
  route(contract.reveal, {
    access: { roles: staff },
    perMinute: 30,
    // Not kept for a retry: the answer holds a name and a phone. Whoever asks twice has looked twice.
    handle: ({ db, actor, eventActor, params, body, secrets, clock }) =>
      db.tx((tx) =>
        revealReporter(tx, secrets, {
          actor,
          eventActor,
          matterId: params.matterId,
          reason: body.reason,
          at: clock.now(),
        }),
      ),
  }),
]

/**
 * Each matter in a transaction of its own: one that refuses does not hold up the others, and says why. A retry does at none
 * of them what was done there.
 */
async function actOnMany(context: RequestContext<typeof contract.actOnMany, Actor>) {
  const results = []
  for (const id of context.body.matterIds) {
    try {
      await runOnce(context.db, partOf(context.commandKey, id, [id, context.body.act]), (tx) =>
        act(tx, {
          actor: context.actor,
          eventActor: context.eventActor,
          matterId: id,
          input: context.body.act,
          at: context.clock.now(),
          uploader: uploaderOf(context),
        }),
      )
      results.push({ id, done: true, message: null, reason: null })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      results.push({ id, done: false, message: error.words[context.lang], reason: error.reason })
    }
  }
  return { results }
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const routes: readonly Route[] = [...doorRoutes, ...readingRoutes, ...doingRoutes]
