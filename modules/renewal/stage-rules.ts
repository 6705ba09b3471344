import type { Words } from '../../kernel/contract/words.ts'
import { type Day, dayNumberFrom } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { type Consent, consentReached } from './project.ts'
import {
  type EnteredCode,
  type EvidenceCode,
  type EvidenceField,
  type EvidenceSpec,
  neededOpinions,
  neededParties,
  noticeDays,
  type Party,
  partyNames,
  type StageSpec,
  type Verdict,
} from './stages.ts'

// When a stage may begin and finish. Pure; the day and all that stands in the project are passed in.

/** A piece of evidence that was not taken back, in the order in which it was entered. */
export interface Piece {
  readonly code: EnteredCode
  readonly asked: number | null
  readonly agreed: number | null
  /** Of a question to the owners: whether its published result passed; null while it has none, or there is no question. */
  readonly passed: boolean | null
  readonly asksOwners: boolean
  readonly fromOn: Day | null
  readonly untilOn: Day | null
  readonly department: string | null
  readonly verdict: Verdict | null
  readonly party: Party | null
}

/** What the project itself tells. */
export interface StageFacts {
  readonly today: Day
  readonly households: number | null
  readonly consent: Consent
  readonly items: number
  readonly itemsUnplanned: number
  readonly itemsUnfinal: number
  readonly spots: number
  readonly spotsWithoutBefore: number
  readonly spotsWithoutAfter: number
  readonly photosDuring: number
  readonly inspectors: number
  /** Numbers of the defects and hazards that are open. */
  readonly openMatters: readonly string[]
  readonly facilities: number
  readonly answersAfter: number
}

const w = (zh: string, en: string): Words => ({ zh, en })
const absent = ({ name }: EvidenceSpec): Words => w(`缺少${name.zh}`, `${name.en}: not there yet`)

/** Answers after the works that are asked for: ten, or all of a project of fewer households. */
export const answersNeeded = (households: number | null): number => Math.min(10, households ?? 10)

type Rule = (spec: EvidenceSpec, pieces: readonly Piece[], facts: StageFacts) => Words | null
const oneIsEnough: Rule = (spec, pieces) => (pieces.length > 0 ? null : absent(spec))

const rules: Readonly<Record<EvidenceCode, Rule>> = {
  survey_form: oneIsEnough,
  households_asked: oneIsEnough,
  drawings: oneIsEnough,
  contract: oneIsEnough,
  permit: oneIsEnough,
  inspection_report: oneIsEnough,
  care_rules: oneIsEnough,
  willingness: (spec, pieces, { households, consent }) => {
    const last = pieces.at(-1)
    if (!last) return absent(spec)
    if (last.asksOwners)
      return last.passed === true
        ? null
        : w('业主表决未通过或未公布', 'The owners’ vote has not passed, or is not published')
    if (consentReached(consent, last.agreed ?? 0, households ?? 0)) return null
    return w(
      `同意 ${last.agreed ?? 0} 户，共 ${households ?? 0} 户，未达到约定比例`,
      `${last.agreed ?? 0} of ${households ?? 0} households agree, which is below the share that is asked for`,
    )
  },
  notice: (spec, pieces, { today }) => {
    const last = pieces.at(-1)
    if (!last?.fromOn || !last.untilOn) return absent(spec)
    if (dayNumberFrom(last.untilOn) - dayNumberFrom(last.fromOn) + 1 < noticeDays)
      return w(`公示不足 ${noticeDays} 天`, `The notice was up for less than ${noticeDays} days`)
    return last.untilOn <= today
      ? null
      : w(`公示到${formatDay('zh', last.untilOn)}才结束`, `The notice is up until ${formatDay('en', last.untilOn)}`)
  },
  opinion: (_spec, pieces) => {
    // What a department said last holds.
    const said = new Map(pieces.map(({ department, verdict }) => [department?.trim() ?? '', verdict]))
    const refusing = [...said].filter(([, verdict]) => verdict === 'refused').map(([department]) => department)
    if (refusing.length > 0) return w(`${refusing.join('、')}不同意`, `Refused by ${refusing.join(', ')}`)
    return said.size >= neededOpinions
      ? null
      : w(
          `已有 ${said.size} 个部门的意见，需要至少 ${neededOpinions} 个`,
          `${said.size} of at least ${neededOpinions} departments said their opinion`,
        )
  },
  signature: (_spec, pieces) => {
    const missing = neededParties.filter((party) => !pieces.some((piece) => piece.party === party))
    if (missing.length === 0) return null
    return w(
      `缺少签字：${missing.map((party) => partyNames[party].zh).join('、')}`,
      `Not signed by: ${missing.map((party) => partyNames[party].en).join(', ')}`,
    )
  },
  planned_costs: (_s, _p, { items, itemsUnplanned }) =>
    items > 0 && itemsUnplanned === 0
      ? null
      : w(`${itemsUnplanned} 项改造内容没有概算`, `${itemsUnplanned} items have no planned cost`),
  photos_before: (_s, _p, { spots, spotsWithoutBefore }) =>
    spots === 0
      ? w('还没有拍照点', 'No spot for photos yet')
      : spotsWithoutBefore === 0
        ? null
        : w(`${spotsWithoutBefore} 个拍照点没有改造前照片`, `${spotsWithoutBefore} spots have no photo from before`),
  photos_during: (spec, _p, { photosDuring }) => (photosDuring > 0 ? null : absent(spec)),
  photos_after: (_s, _p, { spots, spotsWithoutAfter }) =>
    spots > 0 && spotsWithoutAfter === 0
      ? null
      : w(`${spotsWithoutAfter} 个拍照点没有改造后照片`, `${spotsWithoutAfter} spots have no photo from after`),
  inspectors: (spec, _p, { inspectors }) => (inspectors > 0 ? null : absent(spec)),
  final_costs: (_s, _p, { items, itemsUnfinal }) =>
    items > 0 && itemsUnfinal === 0
      ? null
      : w(`${itemsUnfinal} 项改造内容没有决算`, `${itemsUnfinal} items have no final cost`),
  defects_closed: (_s, _p, { openMatters }) => (openMatters.length === 0 ? null : openWords(openMatters)),
  facilities: (spec, _p, { facilities }) => (facilities > 0 ? null : absent(spec)),
  answers_after: (_s, _p, { answersAfter, households }) =>
    answersAfter >= answersNeeded(households)
      ? null
      : w(
          `改造后答卷 ${answersAfter} 份，至少要 ${answersNeeded(households)} 份`,
          `${answersAfter} answers after the works; at least ${answersNeeded(households)} are asked for`,
        ),
}

const mostNamed = 5

/** How many are open and which. */
function openWords(numbers: readonly string[]): Words {
  const named = numbers.slice(0, mostNamed)
  const more = numbers.length - named.length
  return w(
    `还有 ${numbers.length} 件问题或隐患未销号：${named.join('、')}${more > 0 ? ' 等' : ''}`,
    `${numbers.length} defects or hazards are open: ${named.join(', ')}${more > 0 ? ' …' : ''}`,
  )
}

export interface WantedLine {
  readonly code: EvidenceCode
  readonly met: boolean
  readonly missing: Words | null
}

/** Each line of a stage's list, with what is missing. */
export const wantedOf = (stage: StageSpec, pieces: readonly Piece[], facts: StageFacts): WantedLine[] =>
  stage.evidence.map((spec) => {
    const missing = rules[spec.code](
      spec,
      pieces.filter(({ code }) => code === spec.code),
      facts,
    )
    return { code: spec.code, met: missing === null, missing }
  })

/** Why a stage cannot be finished: all that is missing in one sentence; null when it can. */
export function finishObstacle(stage: StageSpec, pieces: readonly Piece[], facts: StageFacts): Words | null {
  const missing = wantedOf(stage, pieces, facts).flatMap((line) => line.missing ?? [])
  if (missing.length === 0) return null
  return w(missing.map(({ zh }) => zh).join('；'), missing.map(({ en }) => en).join('; '))
}

export interface StageStanding {
  readonly ready: boolean
  readonly began_on: Day | null
  readonly finished_on: Day | null
  readonly planned_until: Day | null
}

export const stageStateOf = ({ ready, began_on, finished_on }: StageStanding) =>
  finished_on ? 'finished' : began_on ? 'running' : ready ? 'ready' : 'waiting'

/** Days past the last planned one: until today, or until it was finished. A stage whose turn has not come is not late. */
export function daysLate(stage: StageStanding, today: Day): number {
  if (!stage.ready || !stage.planned_until) return 0
  return Math.max(0, dayNumberFrom(stage.finished_on ?? today) - dayNumberFrom(stage.planned_until))
}

/** Fields that a piece of evidence lacks. */
export function fieldsMissing(spec: EvidenceSpec, filled: ReadonlySet<EvidenceField>): EvidenceField[] {
  const missing = spec.needs.filter((field) => !filled.has(field))
  // Willingness is a question to the owners, or numbers of households.
  if (spec.code === 'willingness' && !filled.has('question') && !(filled.has('asked') && filled.has('agreed')))
    return [...missing, 'agreed']
  return missing
}

const after = (a: Day | null, b: Day | null) => a !== null && b !== null && a > b

/** Why the planned days do not fit each other; null when they do. `days` has every stage that is planned. */
export function planObstacle(
  stages: readonly StageSpec[],
  days: ReadonlyMap<string, { readonly fromOn: Day; readonly untilOn: Day }>,
): Words | null {
  for (const { code, name, after: before } of stages) {
    const planned = days.get(code)
    if (!planned) continue
    if (after(planned.fromOn, planned.untilOn))
      return w(`${name.zh}：结束日期早于开始日期`, `${name.en}: its last day comes before its first`)
    const late = before.find((one) => after(days.get(one)?.untilOn ?? null, planned.fromOn))
    const earlier = stages.find((one) => one.code === late)
    if (earlier)
      return w(`${name.zh}不能早于${earlier.name.zh}结束`, `${name.en} cannot begin before ${earlier.name.en} ends`)
  }
  return null
}
