import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type LedgerEvent, readStream } from '../../kernel/events/record.ts'
import { plugInto } from '../../kernel/plug.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { Day } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import type { FirmEntry } from './contract.ts'
import { type FirmEvent, firmEvents, firmStream } from './events.ts'
import { isDay } from './fact-form.ts'
import { factNamed } from './fact-names.ts'
import { firmBook } from './firm-words.ts'
import type { FirmId, SuiteId } from './shapes.ts'

/** What another module adds to the story of a firm: visits, matters, policies, gatherings. */
export interface FirmTimelineSource {
  readonly source: string
  readonly entries: (
    tx: Tx,
    secrets: Secrets,
    tenantId: TenantId,
    firmId: FirmId,
  ) => Promise<readonly Omit<FirmEntry, 'source'>[]>
}

const sources: FirmTimelineSource[] = []

/**
 * Said once, from where the program is put together: a lower tier cannot be asked, a higher one not be known.
 * @returns takes it away again.
 */
export const registerFirmTimeline = (source: FirmTimelineSource): (() => void) => plugInto(sources, source)

/** The story of a firm, the newest first: its own ledger, that of records merged into it, and what other modules tell. */
export async function readTimeline(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  firmId: FirmId,
  mergedHere: readonly FirmId[],
): Promise<FirmEntry[]> {
  const events: LedgerEvent[] = []
  for (const id of [firmId, ...mergedHere]) events.push(...(await readStream(tx, tenantId, firmStream(id))))
  const names = await namesFor(tx, tenantId, events)
  const own = foldFacts(events.map((event) => entryOf(event, names)))
  const others: FirmEntry[] = []
  for (const { source, entries } of sources)
    for (const entry of await entries(tx, secrets, tenantId, firmId)) others.push({ ...entry, source })
  // The order of the ledger breaks ties: a sort keeps it.
  return [...others, ...own.reverse()].sort((a, b) => b.at.localeCompare(a.at))
}

/** What was written down in one go, facts or tags, is one line of the story. `entries` are in the order of the ledger. */
function foldFacts(entries: readonly FirmEntry[]): FirmEntry[] {
  const folded: FirmEntry[] = []
  for (const entry of entries) {
    const before = folded.at(-1)
    const isMore = before && foldable.has(entry.type) && before.type === entry.type && before.at === entry.at
    if (!isMore || !before.detail || !entry.detail) folded.push(entry)
    else {
      const { zh, en } = entry.detail
      folded[folded.length - 1] = {
        ...before,
        detail: { zh: `${before.detail.zh}；${zh}`, en: `${before.detail.en}; ${en}` },
      }
    }
  }
  return folded
}

const foldable: ReadonlySet<string> = new Set([firmEvents.factRecorded, firmEvents.tagAdded])

interface Names {
  readonly persons: ReadonlyMap<string, string>
  readonly suites: ReadonlyMap<string, { readonly number: string; readonly building: Words; readonly placeId: string }>
  readonly firms: ReadonlyMap<string, string>
}

async function namesFor(tx: Tx, tenantId: TenantId, events: readonly LedgerEvent[]): Promise<Names> {
  const payloads = events.map((event) => event.payload as unknown as FirmEvent)
  const personIds = events.flatMap(({ actor }) => actor.personId ?? [])
  const suiteIds = payloads.flatMap(({ suites }) => suites ?? [])
  const firmIds = payloads.flatMap(({ otherFirmId }) => otherFirmId ?? [])
  const persons = await sql<{ id: string; name: string }>`select id, name from people.persons_view
    where tenant_id = ${tenantId} and id = any(${personIds}::uuid[])`.execute(tx)
  const suites = await sql<{ id: SuiteId; number: string; zh: string; en: string; placeId: string }>`
    select s.id, s.number, p.name as zh, p.name_en as en, p.id as "placeId" from enterprises.suites s
    join places.places_view p on p.tenant_id = s.tenant_id and p.id = s.building_id
    where s.tenant_id = ${tenantId} and s.id = any(${suiteIds}::uuid[])`.execute(tx)
  const firms = await sql<{ id: string; name: string }>`select id, name from enterprises.firms
    where tenant_id = ${tenantId} and id = any(${firmIds}::uuid[])`.execute(tx)
  return {
    persons: new Map(persons.rows.map((row) => [row.id, row.name])),
    suites: new Map(
      suites.rows.map(({ id, number, zh, en, placeId }) => [id, { number, building: { zh, en }, placeId }]),
    ),
    firms: new Map(firms.rows.map((row) => [row.id, row.name])),
  }
}

const titles: Readonly<Record<string, Words>> = {
  [firmEvents.registered]: { zh: '登记入册', en: 'Registered' },
  [firmEvents.corrected]: { zh: '更正信息', en: 'Corrected' },
  [firmEvents.factRecorded]: { zh: '记录信息', en: 'Fact recorded' },
  [firmEvents.tagAdded]: { zh: '添加标签', en: 'Tagged' },
  [firmEvents.tagEnded]: { zh: '去掉标签', en: 'Tag taken off' },
  [firmEvents.contactAdded]: { zh: '添加联系人', en: 'Contact added' },
  [firmEvents.contactConfirmed]: { zh: '核实联系人', en: 'Contact confirmed' },
  [firmEvents.contactEnded]: { zh: '停用联系人', en: 'Contact ended' },
  [firmEvents.contactRevealed]: { zh: '查看了联系方式', en: 'Contact revealed' },
  [firmEvents.linkIssued]: { zh: '发出登录链接', en: 'Sign-in link issued' },
  [firmEvents.linkRevoked]: { zh: '收回登录链接', en: 'Sign-in link taken back' },
  [firmEvents.movedIn]: { zh: '迁入', en: 'Moved in' },
  [firmEvents.movedOut]: { zh: '迁出', en: 'Moved out' },
  [firmEvents.movedWithin]: { zh: '楼内调整', en: 'Moved within' },
  [firmEvents.moveCalledOff]: { zh: '取消迁入计划', en: 'Planned move called off' },
  [firmEvents.leaseChanged]: { zh: '续租、更正租约', en: 'Lease changed' },
  [firmEvents.settled]: { zh: '计划生效', en: 'Took effect' },
  [firmEvents.merged]: { zh: '并入另一条记录', en: 'Merged into another record' },
  [firmEvents.mergeReceived]: { zh: '并入一条重复记录', en: 'Duplicate merged here' },
  [firmEvents.mergeUndone]: { zh: '撤销合并', en: 'Merge undone' },
  [firmEvents.mergeLost]: { zh: '撤销合并', en: 'Merge undone' },
  [firmEvents.closed]: { zh: '注销、迁离', en: 'Closed or left' },
  [firmEvents.importUndone]: { zh: '撤销导入，恢复原样', en: 'Import undone: as it was before' },
  [firmEvents.withdrawn]: { zh: '撤销导入', en: 'Import undone' },
}

function entryOf({ at, type, actor, payload }: LedgerEvent, names: Names): FirmEntry {
  const event = payload as unknown as FirmEvent
  const suite = event.suites?.map((id) => names.suites.get(id)).find((found) => found !== undefined)
  return {
    at: at.toISOString(),
    source: 'firm',
    type,
    words: titles[type] ?? { zh: type, en: type },
    detail: detailOf(event, names),
    who: actor.personId ? (names.persons.get(actor.personId) ?? null) : null,
    to: suite ? `/buildings/${suite.placeId}${event.on ? `?on=${event.on}` : ''}` : null,
  }
}

function detailOf(event: FirmEvent, names: Names): Words | null {
  const parts = [
    suitesWords(event, names),
    event.on ? dayWords(event.on) : null,
    event.fact ? factWords(event.fact) : null,
    event.tag ? { zh: event.tag.tag, en: event.tag.tag } : null,
    otherFirm(event, names),
    reasonWords(event.reason),
  ].filter((part) => part !== null)
  if (parts.length === 0) return null
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') }
}

function suitesWords({ suites }: FirmEvent, names: Names): Words | null {
  const found = (suites ?? []).flatMap((id) => names.suites.get(id) ?? [])
  const [first] = found
  if (!first) return null
  const numbers = found.map(({ number }) => number)
  return { zh: `${first.building.zh} ${numbers.join('、')}`, en: `${first.building.en} ${numbers.join(', ')}` }
}

function factWords({ key, value, asOf }: NonNullable<FirmEvent['fact']>): Words {
  const named = factNamed(key)
  // Amounts are for the one page that shows them; the story tells that they became known.
  const plain = named && !named.sensitive && ['count', 'day', 'industry', 'months'].includes(named.form)
  const shown = (lang: Lang) => {
    if (!plain || value === null) return ''
    const text = String(value)
    return ` ${named.form === 'day' && isDay(text) ? formatDay(lang, text) : text}`
  }
  return {
    zh: `${named?.name.zh ?? key}${shown('zh')}（${formatDay('zh', asOf)}）`,
    en: `${named?.name.en ?? key}${shown('en')} (${formatDay('en', asOf)})`,
  }
}

const dayWords = (day: Day): Words => ({ zh: formatDay('zh', day), en: formatDay('en', day) })

function otherFirm({ otherFirmId }: FirmEvent, names: Names): Words | null {
  const name = otherFirmId ? names.firms.get(otherFirmId) : undefined
  return name ? { zh: `“${name}”`, en: `“${name}”` } : null
}

function reasonWords(reason: string | undefined): Words | null {
  if (!reason) return null
  const [zh, en] = [firmBook.zh.leftReason, firmBook.en.leftReason]
  const key = reason as keyof typeof zh
  return { zh: zh[key] ?? reason, en: en[key] ?? reason }
}
