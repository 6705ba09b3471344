import { exportName } from '../../kernel/contract/endpoint.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { type ExportFinished, type ExportTaken, exportTaken } from '../../kernel/exports/events.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { type TakeoutAsked, takeoutAsked, takeoutMade } from '../takeouts/events.ts'
import type { AuditRow } from './contract.ts'
import { type AlarmRaised, alarmRaised } from './events.ts'
import { watched } from './watched.ts'

/** A watched event with the names that stand for its ids today. */
export interface AuditRecord {
  readonly id: string
  readonly at: Date
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly personId: PersonId | null
  readonly personName: string | null
  readonly postName: string | null
  readonly postNameEn: string | null
  readonly aboutId: PersonId | null
  readonly aboutName: string | null
  /** The post that was taken up, left, made or abolished. */
  readonly toPostName: string | null
  readonly toPostNameEn: string | null
  readonly finished: ExportFinished | null
}

/** A line of the page. Staff stand with their names; who holds no post, and whose data were seen, with a masked one. */
export function rowOf(record: AuditRecord): AuditRow {
  const { id, at, type, payload, personId, personName, postName, postNameEn, aboutId, aboutName } = record
  const { kind, words } = watched.get(type) ?? { kind: 'settings' as const, words: { zh: type, en: type } }
  const named = (name: string, plain: boolean) => (plain ? name : maskName(name))
  return {
    ...{ id, kind, words },
    at: at.toISOString(),
    who: personId && personName !== null ? { id: personId, name: named(personName, postName !== null) } : null,
    post: postName === null ? null : { name: postName, nameEn: postNameEn ?? '' },
    about:
      aboutId && aboutName !== null && aboutId !== personId
        ? { id: aboutId, name: named(aboutName, kind === 'rights' || kind === 'alarm') }
        : null,
    reason: reasonOf(payload),
    facts: factsOf(record),
  }
}

function reasonOf(payload: AuditRecord['payload']): string | null {
  const facts = payload.facts as Readonly<Record<string, unknown>> | undefined
  const said = payload.reason ?? facts?.reason ?? (payload.tried === undefined ? null : undefined)
  return typeof said === 'string' ? said : null
}

const by: Readonly<Record<string, Words>> = {
  password: { zh: '用密码', en: 'by password' },
  one_time_code: { zh: '用一次性验证码', en: 'by one-time code' },
  link: { zh: '用链接', en: 'by link' },
  oidc: { zh: '用统一登录', en: 'by the provider' },
}
const why: Readonly<Record<string, Words>> = {
  password: { zh: '密码不对', en: 'wrong password' },
  second_factor: { zh: '动态码不对', en: 'wrong code of the authenticator' },
  oidc: { zh: '统一登录的答复不对', en: 'the provider’s answer did not fit' },
  one_time_code: { zh: '验证码不对', en: 'wrong one-time code' },
}

function factsOf({ type, payload, finished, toPostName, toPostNameEn }: AuditRecord): Words[] {
  switch (type) {
    case exportTaken:
      return exportFacts(payload as unknown as ExportTaken, finished)
    case alarmRaised:
      return [alarmWords(payload as unknown as AlarmRaised)]
    case takeoutAsked:
    case takeoutMade:
      return takeoutFacts(payload as unknown as TakeoutAsked)
    case 'matters.rule_saved':
    case 'matters.kind_saved':
    case 'matters.calendar_saved':
    case 'matters.formula_saved':
      return typeof payload.version === 'number'
        ? [{ zh: `第 ${payload.version} 版`, en: `version ${payload.version}` }]
        : []
    case 'people.signed_in':
      return [
        ...known(by[String(payload.by)]),
        ...(payload.secondFactor === true ? [{ zh: '有动态码', en: 'with an authenticator' }] : []),
        ...(payload.newDevice === true ? [{ zh: '新设备', en: 'new device' }] : []),
      ]
    case 'people.sign_in_failed':
      return [
        ...known(why[String(payload.why)]),
        ...(payload.personId === null ? [{ zh: '没有这个账号', en: 'nobody has that name' }] : []),
        ...(typeof payload.net === 'string' ? [{ zh: `来自 ${payload.net}`, en: `from ${payload.net}` }] : []),
      ]
    case 'people.roster_accepted':
    case 'people.roster_reverted':
      return rosterFacts(payload)
    default:
      return toPostName === null ? [] : [{ zh: toPostName, en: toPostNameEn || toPostName }]
  }
}

/** So many people, posts and tenures came with a list, or stayed of it. */
function rosterFacts({ persons, posts, tenures, kept }: AuditRecord['payload']): Words[] {
  const stayed = Number(kept) > 0 ? [{ zh: `保留 ${kept} 行`, en: `${kept} rows stayed` }] : []
  return [
    {
      zh: `人员 ${persons}，岗位 ${posts}，任职 ${tenures}`,
      en: `${persons} people, ${posts} posts, ${tenures} tenures`,
    },
    ...stayed,
  ]
}

const takeoutFacts = ({ opened, withFiles }: TakeoutAsked): Words[] => [
  opened
    ? { zh: '打开了封存的信息', en: 'sealed fields opened' }
    : { zh: '封存的信息没有打开', en: 'seals stayed closed' },
  ...(withFiles ? [{ zh: '包含照片', en: 'with the pictures' }] : []),
]

const known = (words: Words | undefined): Words[] => (words ? [words] : [])

function exportFacts({ list, filters, form }: ExportTaken, finished: ExportFinished | null): Words[] {
  const name = exportName(list) ?? { zh: list, en: list }
  const narrowed = Object.entries(filters).map(([field, value]) =>
    value === true ? { zh: `${field}：有输入`, en: `${field}: something typed` } : both(`${field}=${value}`),
  )
  const rows = finished?.rows ?? null
  return [
    { zh: `${name.zh}（${form}）`, en: `${name.en} (${form})` },
    ...(rows === null ? [] : [{ zh: `${rows} 行`, en: `${rows} rows` }]),
    ...(finished?.whole === true ? [] : [{ zh: '没有传完', en: 'broke off' }]),
    ...narrowed,
  ]
}

const both = (text: string): Words => ({ zh: text, en: text })

/** What an alarm says, on the page and in the notice. */
export function alarmWords({ rule, count, limit, net }: AlarmRaised): Words {
  switch (rule) {
    case 'reveals':
      return {
        zh: `一小时内查看完整信息 ${count} 次，超过 ${limit} 次`,
        en: `Saw ${count} people in full within an hour, more than ${limit}`,
      }
    case 'exports':
      return {
        zh: `一小时内导出 ${count} 次，超过 ${limit} 次`,
        en: `${count} exports within an hour, more than ${limit}`,
      }
    case 'accounts':
      return {
        zh: `一小时内从 ${net ?? '同一地址'} 试了 ${count} 个账号，超过 ${limit} 个`,
        en: `${count} accounts were tried from ${net ?? 'one address'} within an hour, more than ${limit}`,
      }
    case 'everything':
      return {
        zh: '管理员要求导出本租户的全部数据',
        en: 'An administrator asked for everything that is held, as one file',
      }
    case 'new_device':
      return { zh: '管理员从没用过的设备登录', en: 'An administrator signed in from a new device' }
  }
}
