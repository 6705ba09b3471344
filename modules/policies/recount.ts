import type { PushId } from './contract.ts'
import { type PolicyEvent, type PushEvent, policyEvents, pushEvents } from './events.ts'
import type { PushRecord, VersionRecord } from './tables.ts'

// What the ledger says of versions and pushes: their events folded in order of time.

export interface Told<Payload> {
  readonly type: string
  readonly at: Date
  readonly payload: Payload
}

/** The part of a version's row that its events tell. */
export type ToldVersion = Pick<
  VersionRecord,
  'state' | 'saved_at' | 'published_at' | 'withdrawn_at' | 'withdrawn_why' | 'replaced_by'
> & { readonly spec_hash: string | null }

/** The part of a push's row that its events tell. */
export type ToldPush = Pick<PushRecord, 'firm_id' | 'code' | 'version' | 'pushed_at' | 'read_at' | 'applied_at'> &
  Pick<PushRecord, 'granted_at' | 'granted_fen' | 'refused_at' | 'refused_why' | 'withdrawn_at' | 'withdrawn_why'> & {
    readonly amount_from: number | null
    readonly amount_to: number | null
  }

export const versionKey = (code: string, version: number): string => `${code} ${version}`

/** Takes one event of a policy in. */
export function foldVersion(
  versions: Map<string, ToldVersion>,
  { type, at, payload: { code, version, replaces, why, specHash } }: Told<PolicyEvent>,
): void {
  const set = (number: number, change: Partial<ToldVersion>) => {
    const key = versionKey(code, number)
    const known = versions.get(key)
    if (known) versions.set(key, { ...known, ...change })
  }
  switch (type) {
    case policyEvents.saved:
      versions.set(versionKey(code, version), {
        ...{ state: 'draft', saved_at: at, published_at: null, withdrawn_at: null, withdrawn_why: null },
        ...{ replaced_by: null, spec_hash: specHash ?? null },
      })
      return
    case policyEvents.published:
      if (replaces !== undefined) set(replaces, { state: 'withdrawn', withdrawn_at: at, replaced_by: version })
      set(version, { state: 'published', published_at: at })
      return
    case policyEvents.withdrawn:
      set(version, { state: 'withdrawn', withdrawn_at: at, withdrawn_why: why ?? null })
  }
}

/** Takes one event of a push in. */
export function foldPush(pushes: Map<PushId, ToldPush>, { type, at, payload }: Told<PushEvent>): void {
  const { pushId, firmId, code, version, amountFrom, amountTo, fen, why } = payload
  if (type === pushEvents.pushed) {
    pushes.set(pushId, {
      ...{ firm_id: firmId, code, version, pushed_at: at, read_at: null, applied_at: null },
      ...{ granted_at: null, granted_fen: null, refused_at: null, refused_why: null },
      ...{ withdrawn_at: null, withdrawn_why: null, amount_from: amountFrom ?? null, amount_to: amountTo ?? null },
    })
    return
  }
  const known = pushes.get(pushId)
  if (known) pushes.set(pushId, { ...known, ...stepTold(type, at, known, { fen, why }) })
}

function stepTold(
  type: string,
  at: Date,
  known: ToldPush,
  { fen, why }: { readonly fen: number | undefined; readonly why: string | undefined },
): Partial<ToldPush> {
  switch (type) {
    case pushEvents.read:
      return { read_at: at }
    case pushEvents.applied:
      return { applied_at: at, read_at: known.read_at ?? at }
    case pushEvents.granted:
      return { granted_at: at, granted_fen: fen ?? null }
    case pushEvents.refused:
      return { refused_at: at, refused_why: why ?? null }
    case pushEvents.withdrawn:
      return { withdrawn_at: at, withdrawn_why: why ?? null }
    default:
      return {}
  }
}
