import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Id, newId } from '../../kernel/contract/ids.ts'
import { differs } from '../../kernel/events/differs.ts'
import { type PushEvent, policyEvents, pushEvents } from './events.ts'
import { foldPush, foldVersion, type ToldPush, type ToldVersion } from './recount.ts'

const day = (n: number) => new Date(Date.UTC(2026, 10, n))

describe('versions from their events', () => {
  it('knows which took the place of which, and passes over events of versions that it never saw', () => {
    const versions = new Map<string, ToldVersion>()
    const tell = (type: string, n: number, more: object) =>
      foldVersion(versions, { type, at: day(n), payload: { code: 'jobs', version: 1, ...more } })
    tell(policyEvents.published, 1, { version: 9 })
    expect(versions.size).toBe(0)
    tell(policyEvents.saved, 1, {})
    tell(policyEvents.saved, 2, { version: 2, specHash: 'ab' })
    tell(policyEvents.published, 3, {})
    tell(policyEvents.published, 4, { version: 2, replaces: 1 })
    tell(policyEvents.withdrawn, 5, { version: 2, why: '到期' })
    expect(versions.get('jobs 1')).toMatchObject({ state: 'withdrawn', withdrawn_at: day(4), replaced_by: 2 })
    expect(versions.get('jobs 2')).toMatchObject({ state: 'withdrawn', withdrawn_why: '到期', spec_hash: 'ab' })
  })
})

describe('pushes from their events', () => {
  const firmId = newId<'firm'>()
  const pushId = newId<'policyPush'>()
  const step = fc.constantFrom(...Object.values(pushEvents).filter((type) => type !== pushEvents.pushed))
  const fold = (types: readonly string[]) => {
    const pushes = new Map<Id<'policyPush'>, ToldPush>()
    types.forEach((type, n) => {
      const payload: PushEvent = { pushId, firmId, code: 'jobs', version: 1, fen: 5, why: '材料不全' }
      foldPush(pushes, { type, at: day(n + 1), payload })
    })
    return pushes.get(pushId)
  }

  it('holds of each step what was last said of it; who applied has read', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const push = fold([pushEvents.pushed, ...steps])
        const last = (type: string) => {
          const n = steps.lastIndexOf(type as (typeof steps)[number])
          return n < 0 ? null : day(n + 2)
        }
        expect(push).toMatchObject({
          pushed_at: day(1),
          applied_at: last(pushEvents.applied),
          granted_at: last(pushEvents.granted),
          refused_at: last(pushEvents.refused),
          withdrawn_at: last(pushEvents.withdrawn),
          granted_fen: steps.includes(pushEvents.granted) ? 5 : null,
        })
        if (steps.includes(pushEvents.applied)) expect(push?.read_at).not.toBeNull()
      }),
    )
  })

  it('names the first column that differs, and passes over what the ledger does not tell', () => {
    const told = fold([pushEvents.pushed])
    if (!told) throw new Error('not folded')
    expect(differs<ToldPush>(told, undefined)).toBe('the ledger knows nothing of it')
    expect(differs<ToldPush>({ ...told, amount_from: 7 }, told, ['amount_from'])).toBeNull()
    expect(differs<ToldPush>({ ...told, granted_fen: 7 }, told)).toBe('granted_fen is 7, the ledger says null')
  })
})
