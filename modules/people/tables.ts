import type { JSONColumnType } from 'kysely'
import type { GridId, Id, PersonId, PlaceId, PostId, SessionId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import type { PostLoad } from './handover/contract.ts'

export type TenureId = Id<'tenure'>
export type AbsenceId = Id<'absence'>
export type HandoverId = Id<'handover'>

export type PeopleTables = {
  'people.persons': {
    tenant_id: TenantId
    id: PersonId
    name: string
    phone_sealed: Buffer | null
    phone_lookup: Buffer | null
    home_place_id: PlaceId | null
    created_at: Date
  }
  'people.accounts': {
    tenant_id: TenantId
    person_id: PersonId
    login: string
    password_hash: string | null
    must_change: boolean
    totp_sealed: Buffer | null
    totp_confirmed_at: Date | null
    totp_last_step: number | null
    disabled_at: Date | null
    created_at: Date
  }
  'people.one_time_codes': {
    tenant_id: TenantId
    id: Id<'oneTimeCode'>
    person_id: PersonId
    code_hash: Buffer
    issued_by: PersonId
    issued_at: Date
    expires_at: Date
    used_at: Date | null
    failures: number
  }
  'people.sessions': {
    tenant_id: TenantId
    id: SessionId
    person_id: PersonId
    token_hash: Buffer
    created_at: Date
    last_seen_at: Date
    expires_at: Date
    revoked_at: Date | null
    ip: string
    user_agent: string
    idle_hours: number
    device_hash: Buffer | null
    leave_url: string | null
  }
  'people.post_kinds': {
    tenant_id: TenantId
    code: string
    role: Role
    name: JSONColumnType<Words>
    chain_step: number | null
    duties: JSONColumnType<Words[]>
  }
  'people.posts': {
    tenant_id: TenantId
    id: PostId
    kind_code: string
    place_id: PlaceId
    grid_id: GridId | null
    reports_to: PostId | null
    name: string
    name_en: string
    office_phone: string | null
    created_at: Date
    abolished_at: Date | null
  }
  'people.post_places': { tenant_id: TenantId; post_id: PostId; place_id: PlaceId }
  'people.tenures': {
    tenant_id: TenantId
    id: TenureId
    post_id: PostId
    person_id: PersonId
    from_at: Date
    to_at: Date | null
    why: string
    ended_why: string | null
  }
  'people.handovers': {
    tenant_id: TenantId
    id: HandoverId
    post_id: PostId
    from_person_id: PersonId | null
    to_person_id: PersonId
    from_at: Date
    why: string
    note_sealed: Buffer | null
    state: 'planned' | 'done' | 'cancelled' | 'overtaken'
    passed: JSONColumnType<PostLoad[]> | null
    decided_at: Date
    decided_by: PersonId
    decided_by_post: PostId | null
    ended_at: Date | null
  }
  'people.absences': {
    tenant_id: TenantId
    id: AbsenceId
    post_id: PostId
    tenure_id: TenureId
    stand_in_id: PersonId | null
    from_at: Date
    to_at: Date
    why: string
    recorded_by: PersonId | null
    cancelled_at: Date | null
    turns_at: Date | null
  }
}

/** The module's own tables on a transaction. */
export const mine = (tx: Tx) => tx.withTables<PeopleTables>()
