import { type MatterId, newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { requestHash } from '../../../kernel/http/command.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { maskInText } from '../../../kernel/text/masking.ts'
import { bigrams, normalise } from '../../../kernel/text/normalise.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { phoneLookup } from '../../people/public.ts'
import type { MatterEvent, StandingSet } from '../events.ts'
import { hex, type NewReport, prepareReport, startingCounts } from '../report.ts'
import type { Around } from '../surroundings.ts'
import type { ImportRecord } from './import-tables.ts'
import type { DraftMatter, DraftOutcome } from './map-row.ts'
import type { Field, ImportMapping } from './mapping.ts'

/** Rows of the tables that one imported matter fills, by column; bytes as `\x…`, instants as ISO text. */
export interface ImportedMatter {
  readonly id: MatterId
  readonly matter: Readonly<Record<string, unknown>>
  readonly holding: Readonly<Record<string, unknown>> | null
  readonly clock: Readonly<Record<string, unknown>> | null
  readonly remark: Readonly<Record<string, unknown>> | null
  readonly closure: Readonly<Record<string, unknown>> | null
  readonly event: MatterEvent
}

export interface Importing {
  readonly secrets: Secrets
  readonly it: Pick<ImportRecord, 'tenant_id' | 'id' | 'place_id' | 'accepted_by' | 'mapping'>
  readonly kind: string
  readonly around: Around
  /** The number that stands behind the day in the matter's number. */
  readonly running: number
  readonly at: Date
}

/**
 * A row as a matter: an answered one closed with its outcome and times as they were, an open one with a holder and a
 * clock that starts now (nobody could answer before). Numbers of persons in its texts are masked.
 */
export function importedMatter(draft: DraftMatter, importing: Importing): ImportedMatter {
  const mask = maskerOf(importing.it.mapping)
  const placeDetail = draft.placeDetail && mask('placeDetail', draft.placeDetail)
  const masked = { ...draft, title: mask('title', draft.title), body: mask('body', draft.body), placeDetail }
  if (!draft.ended) return openMatter(masked, importing)
  return endedMatter(masked, { ...draft.ended, words: mask('outcome', draft.ended.words) }, importing)
}

/** Masks what the mapping has not masked already while the row was read. */
const maskerOf = (mapping: ImportMapping) => (field: Field, text: string) =>
  mapping.columns[field]?.mask ? text : maskInText(text)

/** `191207-004711`: the day of the report and a running number, as every matter has. */
const numberOf = (reportedAt: Date, running: number): string =>
  `${dayOf(reportedAt).slice(2).replaceAll('-', '')}-${String(running % 1_000_000).padStart(6, '0')}`

/** What an imported matter has beside its state, whether it has ended or not. */
function origin(draft: DraftMatter, { it, running }: Importing) {
  const number = numberOf(draft.reportedAt, running)
  return {
    set: { reported_at: draft.reportedAt.toISOString(), import_id: it.id, source_key: draft.sourceKey },
    rest: {
      number,
      search_text: `${number.replace('-', ' ')} ${normalise(`${draft.title} ${draft.body}`)}`,
      source_hash: `\\x${draft.sourceHash}`,
    },
    facts: {
      sourceKey: draft.sourceKey,
      row: draft.row,
      bodyHash: requestHash([draft.title, draft.body]).toString('hex'),
    },
  }
}

function openMatter(draft: DraftMatter, importing: Importing): ImportedMatter {
  const { secrets, it, around, at } = importing
  const { matter, holding, clock, payload } = prepareReport(secrets, reportOf(draft, importing), around, at, null)
  const from = origin(draft, importing)
  const own = { tenant_id: it.tenant_id, matter_id: matter.id }
  return {
    id: matter.id,
    matter: { ...matter, ...from.rest, ...from.set },
    holding: { ...own, ...holding, post_id: matter.holder_post_id, from_at: at.toISOString() },
    clock: {
      ...own,
      ...clock,
      stage: matter.clock_stage,
      started_at: matter.clock_started_at,
      yellow_at: matter.clock_yellow_at,
      due_at: matter.clock_due_at,
    },
    remark: null,
    closure: null,
    event: { ...payload, action: 'imported', set: { ...payload.set, ...from.set }, facts: from.facts },
  }
}

function reportOf(draft: DraftMatter, { it, kind }: Importing): NewReport {
  return {
    tenantId: it.tenant_id,
    id: newId<'matter'>(),
    kind,
    category: draft.category ?? '',
    placeId: placeOf(draft, it),
    placeDetail: draft.placeDetail,
    point: null,
    title: draft.title,
    body: draft.body,
    channel: draft.channel,
    selfFound: draft.channel === 'patrol',
    visibility: draft.visibility,
    priority: draft.priority,
    reporterId: null,
    reporterName: draft.reporterName,
    reporterPhone: draft.reporterPhone,
    recordedBy: it.accepted_by,
    fileIds: [],
    uploadKey: null,
    actor: { personId: it.accepted_by, postId: null, via: 'import' },
    patrolPost: null,
  }
}

const placeOf = (draft: DraftMatter, it: Importing['it']): PlaceId => (draft.placeId as PlaceId | null) ?? it.place_id

function endedMatter(draft: DraftMatter, ended: DraftOutcome, importing: Importing): ImportedMatter {
  const { secrets, it, around, at } = importing
  const report = reportOf(draft, importing)
  const from = origin(draft, importing)
  const answeredAt = ended.at.toISOString()
  const set = {
    state: ended.outcome === 'void' ? ('void' as const) : ('closed' as const),
    ...from.set,
    holder_post_id: null,
    touched_posts: [],
    resolved_at: answeredAt,
    closed_at: answeredAt,
    outcome: ended.outcome,
    satisfaction: ended.satisfaction,
    kind_code: around.kind.code,
    category_code: around.category.code,
    place_id: report.placeId,
    place_path: around.path,
    grid_id: around.gridId,
    channel: report.channel,
    self_found: report.selfFound,
    priority: report.priority,
  } satisfies StandingSet
  const own = { tenant_id: it.tenant_id, matter_id: report.id }
  const { words } = ended
  const remark = { ...own, id: newId<'remark'>(), action: 'resolve', words, file_ids: [], to_reporter: true }
  return {
    id: report.id,
    matter: {
      ...set,
      ...from.rest,
      tenant_id: it.tenant_id,
      id: report.id,
      kind_version: around.kind.version,
      category_tree: around.kind.spec.categoryTree,
      place_detail: report.placeDetail,
      lng: around.lng,
      lat: around.lat,
      title: draft.title,
      body: draft.body,
      bigrams: bigrams(`${draft.title} ${draft.body}`),
      visibility: draft.visibility,
      ...sealedReporter(secrets, draft),
      recorded_by: report.recordedBy,
      ...startingCounts,
      changed_at: at.toISOString(),
    },
    holding: null,
    clock: null,
    remark: { ...remark, person_id: null, post_id: null, at: answeredAt },
    closure: { ...own, id: newId<'closure'>(), outcome: ended.outcome, at: answeredAt, how: 'imported' },
    event: {
      matterId: report.id,
      action: 'imported',
      from: null,
      to: set.state,
      set,
      remark: { id: remark.id, hash: requestHash(words).toString('hex') },
      facts: { ...from.facts, outcome: ended.outcome, answeredAt },
      holderPostId: null,
    },
  }
}

function sealedReporter(secrets: Secrets, { reporterName: name, reporterPhone: phone }: DraftMatter) {
  return {
    reporter_name_sealed: name ? hex(secrets.seal(name)) : null,
    reporter_phone_sealed: phone ? hex(secrets.seal(phone)) : null,
    reporter_phone_lookup: phone ? hex(phoneLookup(secrets, phone)) : null,
  }
}
