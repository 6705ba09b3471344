import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import { foldAll, keyOf, type NewNotice, type OpenBundle } from './folding.ts'

const tenantId = newId<'tenant'>() as TenantId
const persons = Array.from({ length: 3 }, () => newId<'person'>() as PersonId)

const notice = fc.record({
  who: fc.subarray(persons, { minLength: 1 }),
  bundle: fc.constantFrom('a', 'b', undefined),
  urgent: fc.boolean(),
  minute: fc.integer({ min: 0, max: 150 }),
})

/** What stands in an inbox in the end, without what tells rows apart. */
interface Row {
  readonly person: PersonId
  readonly lines: readonly string[]
  readonly firstAt: number
}

/** All at once, or some at a time: what an earlier time opened waits for the next. */
function inbox(notices: readonly NewNotice[], atOnce: number): readonly Row[] {
  const rows = new Map<string, Row & { bundle: string | undefined; urgent: boolean }>()
  for (let from = 0; from < notices.length; from += atOnce) {
    const open = new Map<string, OpenBundle>()
    for (const [id, { person, bundle, urgent, firstAt }] of rows) {
      const known = bundle && open.get(keyOf(person, bundle))
      if (bundle && !urgent && !(known && known.firstAt.getTime() > firstAt))
        open.set(keyOf(person, bundle), { id, personId: person, bundle, firstAt: new Date(firstAt) })
    }
    const { opened, folded } = foldAll(notices.slice(from, from + atOnce), [...open.values()])
    for (const { id, lines } of folded) {
      const row = rows.get(id)
      if (row) rows.set(id, { ...row, lines: [...lines.map(({ words }) => words.zh), ...row.lines] })
    }
    for (const { notice: of, personId, lines, firstAt } of opened)
      rows.set(newId(), {
        ...{ person: personId, bundle: of.bundle, urgent: of.urgent ?? false },
        ...{ lines: lines.map(({ words }) => words.zh), firstAt: firstAt.getTime() },
      })
  }
  return [...rows.values()]
    .map(({ person, lines, firstAt }) => ({ person, lines, firstAt }))
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

it('comes to the same, however many notices come at once', () => {
  fc.assert(
    fc.property(fc.array(notice, { maxLength: 20 }), fc.integer({ min: 2, max: 20 }), (asked, atOnce) => {
      const notices = asked
        .sort((a, b) => a.minute - b.minute)
        .map(
          ({ who, bundle, urgent, minute }, n): NewNotice => ({
            ...{ tenantId, personIds: who, topic: 't', subject: null, words: { zh: `${n}`, en: `${n}` } },
            ...{ ...(bundle ? { bundle } : {}), urgent, at: new Date(Date.UTC(2026, 10, 3) + minute * 60_000) },
          }),
        )
      expect(inbox(notices, atOnce)).toEqual(inbox(notices, 1))
    }),
  )
})

it('tells a person who is named twice once, and opens anew after an hour', () => {
  const [li] = persons as [PersonId]
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 3, 9, minutes))
  const one = (minutes: number): NewNotice => ({
    ...{ tenantId, personIds: [li, li], topic: 't', subject: null, words: { zh: `${minutes}`, en: '' }, bundle: 'a' },
    at: at(minutes),
  })
  const waits = { id: 'known', personId: li, bundle: 'a', firstAt: at(-30) }
  const { opened, folded } = foldAll([one(0), one(20), one(31), one(50)], [waits])
  expect(folded.map(({ id, lines }) => [id, lines.map(({ words }) => words.zh)])).toEqual([['known', ['20', '0']]])
  expect(opened.map(({ lines, firstAt }) => [lines.map(({ words }) => words.zh), firstAt])).toEqual([
    [['50', '31'], at(31)],
  ])
})
