import type { Id, MatterId } from '../../kernel/contract/ids.ts'
import type { ProjectState } from './project.ts'
import type { StageCode } from './stages.ts'

export type ProjectId = Id<'renewal'>

/** The stream of one project. */
export const projectStream = (id: ProjectId): string => `renewal:${id}`

/** What happens to a project. */
export const renewalEvents = {
  planned: 'renewal.project_planned',
  changed: 'renewal.project_changed',
  stagesPlanned: 'renewal.stages_planned',
  started: 'renewal.project_started',
  stopped: 'renewal.project_stopped',
  itemAdded: 'renewal.item_added',
  itemChanged: 'renewal.item_changed',
  itemDropped: 'renewal.item_dropped',
  stageBegun: 'renewal.stage_begun',
  stageFinished: 'renewal.stage_finished',
  stageLate: 'renewal.stage_late',
  delayExplained: 'renewal.delay_explained',
  evidenceAdded: 'renewal.evidence_added',
  evidenceUndone: 'renewal.evidence_undone',
  sourceSaved: 'renewal.source_saved',
  received: 'renewal.money_received',
  paid: 'renewal.money_paid',
  receiptUndone: 'renewal.receipt_undone',
  paymentUndone: 'renewal.payment_undone',
  spotAdded: 'renewal.spot_added',
  photoAdded: 'renewal.photo_added',
  facilityListed: 'renewal.facility_listed',
  facilityRemoved: 'renewal.facility_removed',
  inspectorNamed: 'renewal.inspector_named',
  inspectorEnded: 'renewal.inspector_ended',
  defectReported: 'renewal.defect_reported',
  asked: 'renewal.question_asked',
  answered: 'renewal.question_answered',
  hidden: 'renewal.question_hidden',
  rated: 'renewal.satisfaction_answered',
} as const
export type RenewalEventName = keyof typeof renewalEvents

export interface RenewalEvent {
  readonly projectId: ProjectId
  /** The state after it. */
  readonly to: ProjectState
  readonly stage?: StageCode
  /** What of the project it is about: an item, a receipt, a photo … */
  readonly ofId?: string
  readonly matterId?: MatterId
  /** Of money that came or went. */
  readonly fen?: number
  /** SHA-256 of what stands in a row. */
  readonly hash?: string
  readonly facts?: Readonly<Record<string, unknown>>
}
