import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { normalise } from '../../kernel/text/normalise.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { firmScopeSql } from '../enterprises/public.ts'
import type {
  PolicyRow,
  PolicyState,
  PolicyView,
  PushFigures,
  RunView,
  VerdictCounts,
  VersionView,
} from './contract.ts'
import { lastRun } from './evaluation-run.ts'
import { type Office, officeName, officesOf } from './offices.ts'
import { hasPost, myDepartments, policyPushers, policyWriters, pushMarkers, writingPost } from './policy-rights.ts'
import { figuresSql } from './push-figures.ts'
import type { RunRecord, VersionRecord } from './tables.ts'
import { versionsOf } from './version-store.ts'

/** Firms that somebody's figures count: those of their area; administrators, who see no firm, count all. */
export const countedFirms = (actor: Actor): RawBuilder<boolean> =>
  hasPost(actor, ['administrator']) ? sql<boolean>`true` : firmScopeSql(actor)

interface ListQuery {
  q?: string
  state?: PolicyState[]
  how?: 'apply' | 'direct'
  offset?: number
  limit?: number
}

/** Policies with who fits and what came of them; those that were never published only for who may write them. */
export async function policyPage(tx: Tx, actor: Actor, query: ListQuery, now: Date) {
  const { offset = 0, limit = 50 } = query
  const visible = await visiblePolicies(tx, actor)
  const offices = await officesOf(tx, actor.tenantId)
  const today = dayOf(now)
  const rows = visible.map((versions) => rowOfPolicy(versions, offices, today)).filter((row) => matches(row, query))
  const sorted = rows.toSorted((a, b) => rank[a.state] - rank[b.state] || a.code.localeCompare(b.code))
  const page = sorted.slice(offset, offset + limit)
  const counts = await countsOf(tx, actor, page)
  const figures = await figuresOf(tx, actor)
  return {
    rows: page.map((row): PolicyRow => ({ ...row, counts: counts(row.code), figures: figures.of(row.code) })),
    total: rows.length,
    offset,
    limit,
    figures: figures.all,
    mayWrite: hasPost(actor, policyWriters),
  }
}

const rank: Readonly<Record<PolicyState, number>> = { live: 0, coming: 1, draft: 2, over: 3, withdrawn: 4 }

type Bare = Omit<PolicyRow, 'counts' | 'figures'>

function matches(row: Bare, { q, state, how }: ListQuery): boolean {
  if (state?.length && !state.includes(row.state)) return false
  if (how && row.how !== how) return false
  if (!q) return true
  const text = normalise(`${row.title.zh} ${row.title.en} ${row.forWhom.zh} ${row.forWhom.en} ${row.code}`)
  return normalise(q)
    .split(' ')
    .every((word) => text.includes(word))
}

async function visiblePolicies(tx: Tx, actor: Actor): Promise<VersionRecord[][]> {
  const { rows } = await sql<VersionRecord>`select * from policies.versions
    where tenant_id = ${actor.tenantId} order by code, version desc`.execute(tx)
  const departments = await myDepartments(tx, actor)
  const byCode = new Map<string, VersionRecord[]>()
  for (const row of rows) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row])
  return [...byCode.values()].filter((versions) => maySee(actor, departments, versions))
}

/** A policy that was in force once is known to all who read policies; a draft to who may write it and who supervises. */
function maySee(actor: Actor, departments: readonly string[], versions: readonly VersionRecord[]): boolean {
  if (versions.some(({ state }) => state !== 'draft')) return true
  return hasPost(actor, ['supervisor']) || mayWrite(actor, departments, versions)
}

function mayWrite(actor: Actor, departments: readonly string[], [newest]: readonly VersionRecord[]): boolean {
  if (!newest) return false
  return writingPost(actor, departments, { office: newest.office, placePath: newest.place_path }) !== null
}

/** The version that speaks for a policy: the one in force, else the newest that was, else the newest. */
const leading = (versions: readonly VersionRecord[]): VersionRecord | undefined =>
  versions.find(({ state }) => state === 'published') ??
  versions.find(({ state }) => state === 'withdrawn') ??
  versions[0]

function stateOf({ state, spec }: VersionRecord, today: Day): PolicyState {
  if (state !== 'published') return state
  if (today < spec.validFrom) return 'coming'
  const over = (spec.validUntil !== null && today >= spec.validUntil) || (spec.applyBy !== null && today > spec.applyBy)
  return over ? 'over' : 'live'
}

function rowOfPolicy(versions: readonly VersionRecord[], offices: readonly Office[], today: Day): Bare {
  const lead = leading(versions) ?? notFound()
  const newest = versions[0]
  const { spec } = lead
  return {
    code: lead.code,
    version: lead.version,
    state: stateOf(lead, today),
    title: spec.title,
    forWhom: spec.forWhom,
    how: spec.how,
    office: { code: spec.office, name: officeName(offices, spec.office) },
    validFrom: spec.validFrom,
    validUntil: spec.validUntil,
    applyBy: spec.applyBy,
    draft: newest && newest.state === 'draft' && newest.version !== lead.version ? newest.version : null,
  }
}

const none: VerdictCounts = { fits: 0, unknown: 0, unfit: 0 }

async function countsOf(tx: Tx, actor: Actor, policies: readonly Bare[]): Promise<(code: string) => VerdictCounts> {
  const { rows } = await sql<VerdictCounts & { code: string }>`select v.code,
      count(*) filter (where v.verdict = 'fits')::int as fits,
      count(*) filter (where v.verdict = 'unknown')::int as unknown,
      count(*) filter (where v.verdict = 'unfit')::int as unfit
    from policies.firm_verdicts v
    join policies.versions p on p.tenant_id = v.tenant_id and p.code = v.code and p.version = v.version
    join enterprises.firms_view f on f.tenant_id = v.tenant_id and f.id = v.firm_id
    where v.tenant_id = ${actor.tenantId} and v.code = any(${policies.map(({ code }) => code)}::text[])
      and p.state = 'published' and ${countedFirms(actor)}
    group by v.code`.execute(tx)
  const found = new Map(rows.map(({ code, ...counts }) => [code, counts]))
  return (code) => found.get(code) ?? none
}

const nothing: PushFigures = { pushed: 0, read: 0, applied: 0, granted: 0, refused: 0, grantedFen: 0 }

async function figuresOf(tx: Tx, actor: Actor): Promise<{ of(code: string): PushFigures; all: PushFigures }> {
  const { rows } = await sql<PushFigures & { code: string }>`select u.code, ${figuresSql()} from policies.pushes u
    join enterprises.firms_view f on f.tenant_id = u.tenant_id and f.id = u.firm_id
    where u.tenant_id = ${actor.tenantId} and ${countedFirms(actor)} group by u.code`.execute(tx)
  const found = new Map(rows.map(({ code, ...figures }) => [code, figures]))
  const sum = (a: PushFigures, b: PushFigures): PushFigures => ({
    pushed: a.pushed + b.pushed,
    read: a.read + b.read,
    applied: a.applied + b.applied,
    granted: a.granted + b.granted,
    refused: a.refused + b.refused,
    grantedFen: a.grantedFen + b.grantedFen,
  })
  return { of: (code) => found.get(code) ?? nothing, all: [...found.values()].reduce(sum, nothing) }
}

/** One policy with its versions; `version` chooses which one is shown. */
export async function viewPolicy(
  tx: Tx,
  actor: Actor,
  { code, version, now }: { code: string; version?: number | undefined; now: Date },
): Promise<PolicyView> {
  const versions = await versionsOf(tx, actor.tenantId, code)
  const departments = await myDepartments(tx, actor)
  const lead = leading(versions)
  if (!lead || !maySee(actor, departments, versions)) return notFound()
  const writes = mayWrite(actor, departments, versions)
  // Drafts of a policy in force are for its writers.
  const shown = versions.filter(
    ({ state }) => state !== 'draft' || writes || hasPost(actor, ['supervisor']) || lead.state === 'draft',
  )
  const chosen = version === undefined ? lead : (shown.find((one) => one.version === version) ?? notFound())
  const newest = shown[0] ?? lead
  const bare = rowOfPolicy(shown, await officesOf(tx, actor.tenantId), dayOf(now))
  const counts = await countsOf(tx, actor, [bare])
  const figures = await figuresOf(tx, actor)
  const run = await lastRun(tx, actor.tenantId, code)
  return {
    ...bare,
    version: chosen.version,
    counts: counts(code),
    figures: figures.of(code),
    spec: chosen.spec,
    newest: { version: newest.version, state: newest.state, spec: newest.spec },
    versions: await versionViews(tx, actor.tenantId, shown),
    run: run ? runView(run) : null,
    mayWrite: writes,
    mayPush: hasPost(actor, policyPushers),
    mayMark: hasPost(actor, pushMarkers),
  }
}

const runView = (run: RunRecord): RunView => ({
  id: run.id,
  version: run.version,
  state: run.state,
  done: run.done,
  total: run.total,
  askedAt: run.asked_at.toISOString(),
})

async function versionViews(tx: Tx, tenantId: TenantId, versions: readonly VersionRecord[]): Promise<VersionView[]> {
  const authors = versions.flatMap(({ author_id }) => author_id ?? [])
  const { rows } = await sql<{ id: string; name: string }>`select id, name from people.persons_view
    where tenant_id = ${tenantId} and id = any(${authors}::uuid[])`.execute(tx)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return versions.map((one) => ({
    version: one.version,
    state: one.state,
    savedAt: one.saved_at.toISOString(),
    author: one.author_id ? (names.get(one.author_id) ?? null) : null,
    publishedAt: one.published_at?.toISOString() ?? null,
    withdrawnAt: one.withdrawn_at?.toISOString() ?? null,
    withdrawnWhy: one.withdrawn_why,
    replacedBy: one.replaced_by,
  }))
}
