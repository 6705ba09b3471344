import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costAHousehold, costOf, payObstacle, undoReceiptObstacle, yuan } from './money.ts'
import { sumsOfAnswers } from './neighbour-view.ts'
import { consentReached, consents } from './project.ts'
import { daysLate, finishObstacle, type Piece, planObstacle, type StageFacts, wantedOf } from './stage-rules.ts'
import { neededParties, stageCodes, stageOf, stages, stateAfter } from './stages.ts'
import { workClasses, workItems } from './work-items.ts'

const fen = fc.integer({ min: 1, max: 1_000_000_000_000 })

describe('money', () => {
  it('is never paid beyond what was received, whatever is received, paid and taken back in whatever order', () => {
    const step = fc.record({
      kind: fc.constantFrom('receive', 'pay', 'undo_receipt', 'undo_payment'),
      fen,
      at: fc.nat(20),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const [receipts, payments]: [number[], number[]] = [[], []]
        const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0)
        const purse = () => ({ receivedFen: sum(receipts), paidFen: sum(payments) })
        for (const { kind, fen: amount, at } of steps) {
          if (kind === 'receive') receipts.push(amount)
          if (kind === 'pay' && !payObstacle(purse(), amount)) payments.push(amount)
          const [receipt] = receipts.slice(at, at + 1)
          if (kind === 'undo_receipt' && receipt && !undoReceiptObstacle(purse(), receipt)) receipts.splice(at, 1)
          if (kind === 'undo_payment') payments.splice(at, 1)
          expect(purse().paidFen).toBeLessThanOrEqual(purse().receivedFen)
        }
      }),
    )
    expect(payObstacle({ receivedFen: 100, paidFen: 40 }, 60)).toBeNull()
    expect(payObstacle({ receivedFen: 123_456, paidFen: 0 }, 123_457)?.zh).toContain('1,234.56 元')
  })

  it('costs a household the nearest fen, exactly: no share is further from the whole than half a fen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_000_000_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (cost, n) => {
          const share = costAHousehold(cost, n)
          if (share === null) throw new Error('there are households')
          const off = 2n * (BigInt(share) * BigInt(n) - BigInt(cost))
          expect(off <= BigInt(n) && off > -BigInt(n)).toBe(true)
        },
      ),
    )
    expect(costAHousehold(100, 3)).toBe(33)
    expect(costAHousehold(5, 2)).toBe(3)
    expect(costAHousehold(100, null)).toBeNull()
  })

  it('takes the final cost where it is known', () => {
    expect(
      costOf([
        { planned_fen: 10, final_fen: null },
        { planned_fen: 10, final_fen: 12 },
      ]),
    ).toEqual({
      ...{ costFen: 22, costIsFinal: false },
    })
    expect(costOf([])).toEqual({ costFen: 0, costIsFinal: false })
    expect([yuan(0), yuan(5), yuan(100), yuan(123_456_700)]).toEqual(['0', '0.05', '1', '1,234,567'])
  })
})

const facts: StageFacts = {
  ...{ today: '2026-11-23', households: 90, consent: 'two_thirds', items: 2, itemsUnplanned: 0, itemsUnfinal: 0 },
  ...{ spots: 1, spotsWithoutBefore: 0, spotsWithoutAfter: 0, photosDuring: 1, inspectors: 1, openMatters: [] },
  ...{ facilities: 1, answersAfter: 10 },
}
const piece = (code: Piece['code'], more: Partial<Piece> = {}): Piece => ({
  ...{ code, asked: null, agreed: null, passed: null, asksOwners: false, fromOn: null, untilOn: null },
  ...{ department: null, verdict: null, party: null, ...more },
})
const enough: Readonly<Record<string, readonly Piece[]>> = {
  survey: [piece('survey_form'), piece('households_asked', { asked: 80 })],
  willingness: [piece('willingness', { asked: 90, agreed: 60 })],
  design: [piece('drawings')],
  notice: [piece('notice', { fromOn: '2026-11-10', untilOn: '2026-11-16' })],
  review: [
    piece('opinion', { department: '住建', verdict: 'agreed' }),
    piece('opinion', { department: '消防', verdict: 'agreed_with_changes' }),
  ],
  start: [piece('contract'), piece('permit')],
  oversight: [piece('inspection_report')],
  acceptance: neededParties.map((party) => piece('signature', { party })),
  care: [piece('care_rules')],
}

describe('a stage', () => {
  it('is finished only with all of its evidence: without any one piece it is refused, and the refusal names it', () => {
    for (const stage of stages) {
      const pieces = enough[stage.code] ?? []
      expect([stage.code, finishObstacle(stage, pieces, facts)]).toEqual([stage.code, null])
      for (const { code, live } of stage.evidence) {
        if (live) continue
        const without = finishObstacle(
          stage,
          pieces.filter((one) => one.code !== code),
          facts,
        )
        expect([code, without === null]).toEqual([code, false])
      }
    }
  })

  it('asks the project itself for the rest', () => {
    const lacking: readonly (readonly [(typeof stageCodes)[number], Partial<StageFacts>])[] = [
      ['design', { itemsUnplanned: 1 }],
      ['start', { spotsWithoutBefore: 1 }],
      ['start', { spots: 0 }],
      ['oversight', { inspectors: 0 }],
      ['oversight', { photosDuring: 0 }],
      ['acceptance', { itemsUnfinal: 1 }],
      ['acceptance', { spotsWithoutAfter: 1 }],
      ['acceptance', { openMatters: ['A-1'] }],
      ['handover', { facilities: 0 }],
      ['satisfaction', { answersAfter: 9 }],
      // Eight households can give no ten answers.
    ]
    for (const [code, more] of lacking)
      expect([code, finishObstacle(stageOf(code), enough[code] ?? [], { ...facts, ...more }) === null]).toEqual([
        code,
        false,
      ])
    expect(finishObstacle(stageOf('satisfaction'), [], { ...facts, households: 8, answersAfter: 8 })).toBeNull()
  })

  it('is not accepted while anything is open, and says how many and which', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[A-Z]-[0-9]{4}$/), { minLength: 1, maxLength: 12 }),
        (openMatters) => {
          const words = finishObstacle(stageOf('acceptance'), enough.acceptance ?? [], { ...facts, openMatters })
          expect(words?.zh).toContain(`${openMatters.length} 件`)
          for (const number of openMatters.slice(0, 5)) expect(words?.zh).toContain(number)
        },
      ),
    )
  })

  it('takes what a department said last, and names who refuses', () => {
    const said = [...(enough.review ?? []), piece('opinion', { department: '消防', verdict: 'refused' })]
    expect(finishObstacle(stageOf('review'), said, facts)?.zh).toBe('消防不同意')
    const again = [...said, piece('opinion', { department: '消防 ', verdict: 'agreed' })]
    expect(finishObstacle(stageOf('review'), again, facts)).toBeNull()
  })

  it('counts households in whole numbers, and lets the owners’ published vote stand instead', () => {
    const at = (agreed: number) =>
      finishObstacle(stageOf('willingness'), [piece('willingness', { asked: 90, agreed })], facts) === null
    expect([at(59), at(60)]).toEqual([false, true])
    const vote = (passed: boolean | null) =>
      finishObstacle(stageOf('willingness'), [piece('willingness', { asksOwners: true, passed })], facts) === null
    expect([vote(true), vote(false), vote(null)]).toEqual([true, false, false])
    const shares = { over_half: [1n, 2n], two_thirds: [2n, 3n], three_quarters: [3n, 4n] } as const
    fc.assert(
      fc.property(fc.constantFrom(...consents), fc.nat(100_000), fc.nat(100_000), (consent, agreed, of) => {
        const [part, whole] = shares[consent]
        const [left, right] = [BigInt(agreed) * whole, BigInt(of) * part]
        const reached = of > 0 && (consent === 'over_half' ? left > right : left >= right)
        expect(consentReached(consent, agreed, of)).toBe(reached)
      }),
    )
  })

  it('asks for seven days of notice that have passed', () => {
    const at = (fromOn: string, untilOn: string) =>
      wantedOf(stageOf('notice'), [piece('notice', { fromOn, untilOn })], facts)[0]?.met
    expect(at('2026-11-10', '2026-11-15')).toBe(false)
    expect(at('2026-11-17', '2026-11-23')).toBe(true)
    expect(at('2026-11-20', '2026-11-28')).toBe(false)
  })

  it('is late from the day after its last one, once its turn has come', () => {
    const row = { ready: true, began_on: null, finished_on: null, planned_until: '2026-11-20' }
    expect(daysLate(row, '2026-11-20')).toBe(0)
    expect(daysLate(row, '2026-11-23')).toBe(3)
    expect(daysLate({ ...row, ready: false }, '2026-11-23')).toBe(0)
    expect(daysLate({ ...row, finished_on: '2026-11-22' }, '2026-12-23')).toBe(2)
  })

  it('is planned after what it waits for', () => {
    const days = new Map([
      ['survey', { fromOn: '2026-11-01', untilOn: '2026-11-10' }],
      ['willingness', { fromOn: '2026-11-09', untilOn: '2026-11-20' }],
    ])
    expect(planObstacle(stages, days)?.zh).toBe('意愿征集不能早于摸底调查结束')
    days.set('willingness', { fromOn: '2026-11-10', untilOn: '2026-11-09' })
    expect(planObstacle(stages, days)?.zh).toContain('结束日期早于开始日期')
    days.set('willingness', { fromOn: '2026-11-10', untilOn: '2026-11-20' })
    expect(planObstacle(stages, days)).toBeNull()
  })
})

it('moves the project on by finished stages, and every stage can be reached', () => {
  const finished = new Set<(typeof stageCodes)[number]>()
  const states = stageCodes.map((code) => {
    expect(stageOf(code).after.every((one) => finished.has(one))).toBe(true)
    finished.add(code)
    return stateAfter(finished)
  })
  expect(states.slice(6)).toEqual(['running', 'accepted', 'handed_over', 'handed_over', 'done'])
})

it('has each standard item once, in a class', () => {
  expect(new Set(workItems.map(({ code }) => code)).size).toBe(workItems.length)
  expect(new Set(workItems.map((item) => item.class))).toEqual(new Set(workClasses))
})

it('sums answers and marks few of them', () => {
  const sums = sumsOfAnswers([
    { score: 5, channel: 'phone', n: 4 },
    { score: 4, channel: 'paper', n: 3 },
    { score: 2, channel: 'paper', n: 2 },
  ])
  expect(sums).toEqual({ answers: 9, satisfied: 7, scores: [0, 2, 0, 3, 4], phone: 4, paper: 5, few: true })
})
