import { fail } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import { kindsInForce } from '../rules-store.ts'

// What the documents for templates and for scripts share.

export const namedKinds = async (tx: Tx, tenantId: TenantId, at: Date) =>
  (await kindsInForce(tx, tenantId, at)).map(({ code, name }) => ({ code, name }))

/** Refuses a draft with faults, the first of them in words. */
export function refuse(faults: readonly { path: string; words: Words }[], code: string): void {
  const [first] = faults
  if (first)
    fail('invalid', code, { zh: `还不对：${first.words.zh}`, en: `Not right yet: ${first.words.en}` }, [...faults])
}

/** A draft as `saveDocument` takes it. */
export const draftOf = <Body>(
  rule: string,
  said: { base: number; validFrom?: string; backTo?: number; source: string },
  body: Body,
  tried: unknown,
  at: Date,
) => ({
  ...{ rule, base: said.base, backTo: said.backTo ?? null, source: said.source.trim(), tried, body },
  validFrom: said.validFrom ? new Date(said.validFrom) : at,
})

export const total = (some: readonly { n: number }[]): number => some.reduce((sum, { n }) => sum + n, 0)
