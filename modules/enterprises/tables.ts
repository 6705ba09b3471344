import type { GridId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import type {
  Basis,
  BuildingPurpose,
  ContactId,
  FirmId,
  FirmState,
  LeftReason,
  LegalForm,
  MergeId,
  SizeClass,
  Source,
  SuiteId,
  SuitePurpose,
  TagId,
  TenancyId,
} from './shapes.ts'

export type BuildingRecord = {
  tenant_id: TenantId
  place_id: PlaceId
  place_path: string
  floors_above: number
  floors_below: number
  gross_area_cm2: number | null
  purpose: BuildingPurpose
  property_post_id: PostId | null
  steward_post_id: PostId | null
  opened_on: Day | null
  recorded_at: Date
}

export type SuiteRecord = {
  tenant_id: TenantId
  id: SuiteId
  building_id: PlaceId
  floor: number
  number: string
  area_cm2: number
  lettable: boolean
  purpose: SuitePurpose
  rent_fen_month_m2: number | null
  position: number
  made_of: SuiteId[]
  from_on: Day
  to_on: Day | null
}

/** One firm as it stands: the projection of its stream. */
export type FirmRecord = {
  tenant_id: TenantId
  id: FirmId
  name: string
  name_en: string | null
  search_text: string
  bigrams: string[]
  uscc: string | null
  legal_form: LegalForm | null
  founded_on: Day | null
  industry: string | null
  staff: number | null
  size_class: SizeClass | null
  registered_address: string | null
  registered_here: boolean | null
  place_id: PlaceId
  place_path: string
  grid_id: GridId | null
  key_firm: boolean
  state: FirmState
  merged_into_id: FirmId | null
  leaves_on: Day | null
  since_on: Day
  registered_at: Date
  changed_at: Date
}

export type TenancyRecord = {
  tenant_id: TenantId
  id: TenancyId
  firm_id: FirmId
  suite_id: SuiteId
  basis: Basis
  from_on: Day
  to_on: Day | null
  lease_until: Day | null
  rent_fen_month: number | null
  left_reason: LeftReason | null
  begun: boolean
  /** When it was written down, which may be long after it began. */
  recorded_on: Day
}

export type ContactRecord = {
  tenant_id: TenantId
  id: ContactId
  firm_id: FirmId
  name_sealed: Buffer
  phone_sealed: Buffer
  phone_lookup: Buffer
  duty: string
  is_main: boolean
  person_id: PersonId | null
  added_at: Date
  added_by: PersonId | null
  confirmed_at: Date | null
  confirmed_by: PersonId | null
  ended_at: Date | null
}

export type TagRecord = {
  tenant_id: TenantId
  id: TagId
  firm_id: FirmId
  tag: string
  source: Source
  as_of: Day
  by_person_id: PersonId | null
  at: Date
  ended_at: Date | null
}

export type FactRecord = {
  tenant_id: TenantId
  id: string
  firm_id: FirmId
  key: string
  /** JSON text on the way in, a value on the way out. */
  value: unknown
  source: Source
  as_of: Day
  by_person_id: PersonId | null
  at: Date
  replaced_at: Date | null
}

export type MergeRecord = {
  tenant_id: TenantId
  id: MergeId
  kept_id: FirmId
  gone_id: FirmId
  moved: unknown
  why: string
  at: Date
  by_person_id: PersonId | null
  undone_at: Date | null
  undone_by: PersonId | null
}

export type EnterprisesTables = {
  'enterprises.buildings': BuildingRecord
  'enterprises.suites': SuiteRecord
  'enterprises.firms': FirmRecord
  'enterprises.tenancies': TenancyRecord
  'enterprises.contacts': ContactRecord
  'enterprises.tags': TagRecord
  'enterprises.facts': FactRecord
  'enterprises.merges': MergeRecord
}

/** A transaction that knows this module's tables. */
export const mine = (tx: Tx) => tx.withTables<EnterprisesTables>()
