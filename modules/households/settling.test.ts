import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Kept, outcomeOf } from './settling.ts'
import type { EntryState } from './shapes.ts'

// Two phones that each see what they saw, change the same item, and send again and again.

interface Row {
  readonly id: string
  readonly value: string | null
  readonly source: string
  readonly by: string
  readonly basisId: string | null
  state: EntryState
  againstId: string | null
  replacedBy: string | null
  chosen: boolean
}

class Register {
  readonly rows = new Map<string, Row>()

  current = (): Row | null => [...this.rows.values()].find(({ state }) => state === 'current') ?? null

  enter(id: string, value: string | null, basisId: string | null, by: string, source: string): void {
    if (this.rows.has(id)) return
    const stands = this.current()
    const basis = basisId ? this.rows.get(basisId) : undefined
    const kept: Kept | null = basis
      ? { id: basis.id, state: basis.state, by: basis.by, againstId: basis.againstId }
      : null
    const outcome = outcomeOf({ value, basisId, source, by }, stands, kept)
    const replaced = outcome.replacesId ? this.rows.get(outcome.replacesId) : undefined
    if (replaced) Object.assign(replaced, { state: 'past', replacedBy: id })
    const { state, againstId } = outcome
    this.rows.set(id, { id, value, source, by, basisId, state, againstId, replacedBy: null, chosen: false })
  }

  choose(id: string, how: 'current' | 'other'): void {
    const waiting = this.rows.get(id)
    if (!waiting || (waiting.state !== 'conflict' && waiting.state !== 'difference')) return
    const stands = this.current()
    waiting.chosen = true
    if (how === 'current') {
      waiting.state = 'declined'
      return
    }
    if (stands) Object.assign(stands, { state: 'past', replacedBy: id })
    waiting.state = 'current'
  }
}

const steps = fc.array(
  fc.record({
    do: fc.constantFrom('look', 'change', 'retry', 'chain', 'choose'),
    how: fc.constantFrom('current', 'other'),
    phone: fc.constantFrom(0, 1),
    value: fc.integer({ min: 0, max: 3 }),
    office: fc.boolean(),
  }),
  { maxLength: 30 },
)

describe('what two phones enter', () => {
  it('is current, or in the history with what took its place, or open: never lost, never replaced unseen', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const register = new Register()
        const seen: (string | null)[] = [null, null]
        const sent: { id: string; value: string | null; basisId: string | null; by: string; source: string }[] = []
        for (const [n, step] of taken.entries()) {
          const by = `phone ${step.phone}`
          if (step.do === 'look') seen[step.phone] = register.current()?.id ?? null
          const last = sent.findLast((one) => one.by === by)
          if (step.do === 'change' || step.do === 'chain') {
            const basisId = step.do === 'chain' && last ? last.id : (seen[step.phone] ?? null)
            const source = step.office ? 'office:民政' : 'visit'
            const value = step.value === 0 ? null : String(step.value)
            const one = { id: `entry ${n}`, value, basisId, by, source }
            sent.push(one)
            register.enter(one.id, one.value, one.basisId, one.by, one.source)
          }
          if (step.do === 'retry' && sent.length > 0) {
            const before = JSON.stringify([...register.rows])
            const one = sent[step.value % sent.length]
            if (one) register.enter(one.id, one.value, one.basisId, one.by, one.source)
            expect(JSON.stringify([...register.rows])).toBe(before)
          }
          if (step.do === 'choose') {
            const open = [...register.rows.values()].filter(
              ({ state }) => state === 'conflict' || state === 'difference',
            )
            const one = open[step.value % Math.max(1, open.length)]
            if (one) register.choose(one.id, step.how === 'other' ? 'other' : 'current')
          }
        }
        const rows = [...register.rows.values()]
        expect(rows.map(({ id, value }) => [id, value])).toEqual(sent.map(({ id, value }) => [id, value]))
        expect(rows.filter(({ state }) => state === 'current').length).toBeLessThanOrEqual(1)
        for (const row of rows) {
          if (row.state === 'declined') expect(row.chosen).toBe(true)
          if (row.state !== 'past') continue
          const successor = register.rows.get(row.replacedBy ?? '')
          if (!successor) throw new Error(`${row.id} is past and nothing took its place`)
          // Whoever replaced it had seen it, or confirmed it, or somebody chose.
          const sameAs = register.rows.get(successor.basisId ?? '')
          const saw = successor.basisId === row.id || (sameAs?.state === 'same' && sameAs.againstId === row.id)
          const nothingStood = row.value === null && successor.basisId === null
          expect(saw || nothingStood || successor.chosen, `${row.id} by ${successor.id}`).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('of another office stands until that office changes it, or somebody in charge chooses', () => {
    const office = { id: 'a', value: '1', source: 'office:民政' }
    const told = (source: string, value = '2') =>
      outcomeOf({ value, basisId: 'a', source, by: 'me' }, office, null).state
    expect([told('visit'), told('desk'), told('office:残联'), told('resident')]).toEqual(Array(4).fill('difference'))
    expect([told('office:民政'), told('visit', '1')]).toEqual(['current', 'same'])
  })

  it('by a resident is asked and never written', () => {
    const asked = { value: '2', basisId: null, source: 'resident', by: 'me' }
    expect(outcomeOf(asked, null, null).state).toBe('difference')
  })

  it('of two who both say the same is no conflict', () => {
    const current = { id: 'b', value: '2', source: 'visit' }
    const late = { value: '2', basisId: 'a', source: 'visit', by: 'me' }
    expect(outcomeOf(late, current, null)).toEqual({ state: 'same', replacesId: null, againstId: 'b' })
    expect(outcomeOf({ ...late, value: '3' }, current, null).state).toBe('conflict')
  })
})
