import type { RawBuilder } from 'kysely'
import { fail } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { oldestGoodConsent } from '../people/public.ts'
import type { SharerState } from './kinds.ts'
import type { Condition } from './scope.ts'
import { sharingPurpose } from './shapes.ts'

// Who shares and is asked anew for consent rests until they answer, as one that is paused: nothing of theirs is offered or
// booked, lines stand still, and what is booked goes on. Firms and offices need no consent.

/** The oldest version of the text that is still good for something new. */
export const oldestSharing = (tx: Tx, tenantId: TenantId): Promise<number> =>
  oldestGoodConsent(tx, tenantId, sharingPurpose)

const agreesSql = (oldest: number): Condition => sql<boolean>`coalesce(h.consent_version >= ${oldest}, true)`

/** How a sharer `h` stands towards something new. */
export const sharerStateSql = (oldest: number): RawBuilder<SharerState> =>
  sql<SharerState>`case when h.state = 'live' and not ${agreesSql(oldest)} then 'paused' else h.state end`

/** Live resources `r` of sharers `h` that are live and agree: what everybody may browse and book. */
export const offeredSql = (oldest: number): Condition =>
  sql<boolean>`(r.state = 'live' and h.state = 'live' and ${agreesSql(oldest)})`

/** Refuses something new with the data of who has yet to answer. */
export const askedAnew = (): never =>
  fail('refused', 'stations.asked_anew', {
    zh: '同意书有更新，要等共享方本人重新同意',
    en: 'The text of the consent has changed: who shares has to agree again first',
  })
