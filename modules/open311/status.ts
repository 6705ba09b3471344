import type { Words } from '../../kernel/contract/words.ts'
import type { PublicRecord } from '../matters/public.ts'

/** Statuses of updates, as mySociety's extension names them (anchor X5). */
export const updateStatuses = [
  'open',
  'closed',
  'fixed',
  'in_progress',
  'planned',
  'action_scheduled',
  'investigating',
  'duplicate',
  'not_councils_responsibility',
  'no_further_action',
  'internal_referral',
  'cancelled',
  'reopen',
  'for_triage',
  'unchanged',
] as const
export type UpdateStatus = (typeof updateStatuses)[number]

/** GeoReport v2 knows two. */
export const isClosed = ({ state }: Pick<PublicRecord, 'state'>): boolean =>
  state === 'closed' || state === 'merged' || state === 'void'

const ofStates: Readonly<Record<Exclude<PublicRecord['state'], 'closed'>, UpdateStatus>> = {
  reported: 'open',
  accepted: 'investigating',
  assigned: 'investigating',
  handling: 'in_progress',
  returned: 'investigating',
  suspended: 'planned',
  // A proposal: whoever asked has not answered yet.
  resolved: 'in_progress',
  merged: 'duplicate',
  void: 'cancelled',
}

const ofOutcomes: Readonly<Record<string, UpdateStatus>> = {
  solved: 'fixed',
  planned: 'planned',
  not_feasible: 'no_further_action',
  explained: 'no_further_action',
}

/** The finer status of an update. */
export const updateStatusOf = ({ state, outcome }: Pick<PublicRecord, 'state' | 'outcome'>): UpdateStatus =>
  state === 'closed' ? (ofOutcomes[outcome ?? ''] ?? 'closed') : ofStates[state]

/** What a status says to a reader, in the platform's own words. */
export const statusWords: Readonly<Record<UpdateStatus, Words>> = {
  open: { zh: '已收到，等待受理', en: 'Received, waiting to be taken up' },
  closed: { zh: '已归档', en: 'Closed' },
  fixed: { zh: '已解决', en: 'Solved' },
  in_progress: { zh: '正在办理', en: 'Being worked on' },
  planned: { zh: '列入计划', en: 'Planned' },
  action_scheduled: { zh: '已安排', en: 'Scheduled' },
  investigating: { zh: '已受理，正在核实', en: 'Taken up, being looked into' },
  duplicate: { zh: '与另一件合并办理', en: 'Handled together with another' },
  not_councils_responsibility: { zh: '不属于本区职责', en: 'Not for this district' },
  no_further_action: { zh: '已说明，不再办理', en: 'Explained, nothing further is done' },
  internal_referral: { zh: '已转其他单位', en: 'Passed on to another office' },
  cancelled: { zh: '已作废', en: 'Void' },
  reopen: { zh: '要求重办', en: 'Asked to be taken up again' },
  for_triage: { zh: '等待分派', en: 'Waiting to be sorted' },
  unchanged: { zh: '没有变化', en: 'Unchanged' },
}
