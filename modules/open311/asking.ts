import { fail } from '../../kernel/contract/errors.ts'
import { type Form, instantIn, listIn, numberIn } from './form.ts'

const day = 86_400_000
/** The longest span of one asking (GeoReport v2, GET Service Requests). */
const span = 90 * day

/** What a list of requests is narrowed to. */
export interface Asking {
  readonly numbers: readonly string[] | null
  readonly codes: readonly string[] | null
  readonly status: 'open' | 'closed' | null
  /** Reported from, up to and with. */
  readonly from: Date | null
  readonly to: Date | null
  readonly changedFrom: Date | null
  readonly changedTo: Date | null
  readonly limit: number
  readonly offset: number
}

const nothing = { numbers: null, codes: null, status: null, from: null, to: null, changedFrom: null, changedTo: null }

/**
 * Reads a list's query (anchors R1, R2, X1, X2). Ids win over everything else. With one date the span runs 90 days from
 * it; where only changes are asked for, it is not narrowed by when things were reported.
 */
export function askingOf(form: Form, now: Date): Asking {
  const limit = numberIn(form, 'page_size', [1, 1000], 1000)
  const offset = (numberIn(form, 'page', [1, 100_000], 1) - 1) * limit
  const numbers = listIn(form, 'service_request_id')
  if (numbers) return { ...nothing, numbers, limit: 1000, offset: 0 }
  const changedFrom = instantIn(form, 'updated_after')
  const changedTo = instantIn(form, 'updated_before')
  const reported = windowOf(form, now, changedFrom !== null || changedTo !== null)
  return {
    ...{ numbers, codes: listIn(form, 'service_code'), status: statusIn(form), ...reported },
    ...{ changedFrom, changedTo, limit, offset },
  }
}

function windowOf(form: Form, now: Date, byChange: boolean): { from: Date | null; to: Date | null } {
  const start = instantIn(form, 'start_date')
  const end = instantIn(form, 'end_date')
  if (start === null && end === null) return { from: byChange ? null : new Date(now.getTime() - span), to: null }
  const from = start ?? new Date((end ?? now).getTime() - span)
  const to = end ?? new Date(from.getTime() + span)
  if (to < from)
    fail('invalid', 'open311.backwards', {
      zh: 'start_date 晚于 end_date',
      en: 'start_date is after end_date',
    })
  if (to.getTime() - from.getTime() > span)
    fail('invalid', 'open311.span_too_long', {
      zh: '一次最多查询 90 天',
      en: 'A span may not be longer than 90 days',
    })
  return { from, to }
}

function statusIn(form: Form): 'open' | 'closed' | null {
  const asked = new Set(listIn(form, 'status') ?? [])
  for (const one of asked)
    if (one !== 'open' && one !== 'closed')
      fail('invalid', 'open311.bad_status', {
        zh: 'status 只能是 open 或 closed',
        en: 'status is open or closed',
      })
  if (asked.size !== 1) return null
  return asked.has('open') ? 'open' : 'closed'
}

/** The span of updates (anchor X5): both dates, or neither, which is the last two hours. */
export function updatesSpanOf(form: Form, now: Date): { from: Date; to: Date } {
  const from = instantIn(form, 'start_date')
  const to = instantIn(form, 'end_date')
  if ((from === null) !== (to === null))
    fail('invalid', 'open311.one_date', {
      zh: 'start_date 和 end_date 要同时给出，或都不给',
      en: 'Give both start_date and end_date, or neither',
    })
  if (from === null || to === null) return { from: new Date(now.getTime() - 2 * 3_600_000), to: now }
  if (to < from || to.getTime() - from.getTime() > span)
    fail('invalid', 'open311.span_too_long', {
      zh: '时间范围应为从早到晚，最多 90 天',
      en: 'The span must run forwards and may not be longer than 90 days',
    })
  return { from, to }
}
