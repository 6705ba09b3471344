import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../../kernel/contract/ids.ts'
import { DoorBody, type Stop } from '../../contract.ts'
import { relations, sensitivities, wishKinds } from '../../shapes.ts'
import { bodyOf, type DoorDraft, faultOf, freshDraft, meetings, renewed } from './door-draft.ts'

const at = new Date('2026-11-23T02:00:00Z')
const stop: Stop = {
  householdId: newId<'household'>(),
  position: 1,
  room: {
    id: newId<'room'>(),
    building: { id: newId(), name: '3栋', nameEn: 'Building 3' },
    compound: { id: newId(), name: '天祥', nameEn: 'Tianxiang' },
    ...{ unit: '1', floor: 5, number: '501' },
  },
  due: {
    id: newId<'due'>(),
    rule: { zh: '每季度走访', en: 'Each quarter' },
    ...{ method: 'visit', state: 'open', deadlineAt: at.toISOString(), lamp: 'green', tries: 0, planned: true },
  },
  questions: [
    {
      code: 'people_count',
      words: { zh: '几口人？', en: 'How many?' },
      ...{ answer: 'number', options: [], unit: null, fact: 'peopleCount', always: true },
    },
  ],
  known: 1,
  photos: 2,
  contact: { entryId: newId<'entry'>(), name: '张*', phone: '100****0001' },
  members: [
    { memberId: newId<'member'>(), entryId: newId<'entry'>(), name: '张*', age: 81, sex: 'female', relation: 'head' },
  ],
  facts: [
    { key: 'stove', value: 'bottled_gas', entryId: newId<'entry'>(), source: 'visit', asOf: '2026-05-01' },
    { key: 'peopleCount', value: 2, entryId: newId<'entry'>(), source: 'import', asOf: '2025-01-01' },
  ],
  circumstances: [{ code: 'living_alone', memberId: null, entryId: newId<'entry'>(), untilOn: null }],
  notes: [],
  lastReachedAt: null,
  openConflicts: 0,
}

const someDraft = fc.record({
  meeting: fc.constantFrom(...meetings, null),
  answers: fc.constantFrom<Record<string, string>>({}, { people_count: '3' }, { people_count: ' ' }),
  corrections: fc.constantFrom<Record<string, string>>(
    {},
    { stove: 'electric' },
    { stove: 'bottled_gas', peopleCount: '5' },
  ),
  contact: fc.constantFrom(
    null,
    { name: '张丽', phone: '10000000001' },
    { name: '张丽', phone: '' },
    { name: ' ', phone: '' },
  ),
  arrived: fc.array(
    fc.record({
      name: fc.constantFrom('王小明', ''),
      relation: fc.constantFrom(...relations),
      birth: fc.constantFrom('', '2019-05', '19'),
    }),
    { maxLength: 3 },
  ),
  left: fc.constantFrom(
    [],
    stop.members.map(({ memberId }) => memberId),
  ),
  given: fc.constantFrom([], [{ code: 'bereaved', memberId: null }]),
  over: fc.constantFrom(
    [],
    stop.circumstances.flatMap(({ entryId }) => (entryId ? [entryId] : [])),
  ),
  words: fc.constantFrom('', '嗯', '楼道灯不亮，晚上看不清'),
  sensitivity: fc.constantFrom(...sensitivities),
  matter: fc.constantFrom(null, { category: null }),
  wish: fc.constantFrom(null, ...wishKinds),
  volunteer: fc.boolean(),
  followUp: fc.boolean(),
})
const drafts = someDraft.map((part): DoorDraft => ({ ...freshDraft(stop, at), ...part }))

describe('what is filled in at a door', () => {
  it('is either told what is missing, or is what the server takes', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        if (faultOf(draft) !== null) return
        expect(Check(DoorBody, bodyOf(draft, '0802', at))).toBe(true)
      }),
    )
  })

  it('tells a number as a number: it is kept as a fact', () => {
    const draft: DoorDraft = { ...freshDraft(stop, at), meeting: 'met', answers: { people_count: ' 3 ' } }
    expect(bodyOf(draft, '', at).answers).toEqual({ people_count: 3 })
  })

  it('tells nothing of people where nobody was met', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        if (draft.meeting === 'met') return
        const body = bodyOf(draft, '', at)
        expect(body.reached).toBe(false)
        expect([
          body.answers,
          body.changes,
          body.followUp,
          body.note?.matter,
          body.note?.wish,
          body.note?.volunteer,
        ]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined])
      }),
    )
  })

  it('names what was seen with every change of something that was known', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const seen = new Set<unknown>(
          [stop.contact, ...stop.members, ...stop.facts, ...stop.circumstances].map((one) => one?.entryId),
        )
        const { changes = [], bases = {} } = bodyOf({ ...draft, meeting: 'met' }, '', at)
        for (const { item, basisId } of changes) {
          const isNew =
            (item.kind === 'member' && !draft.left.includes(item.memberId)) ||
            (item.kind === 'circumstance' && item.code === 'bereaved')
          expect(isNew ? basisId === null : seen.has(basisId)).toBe(true)
        }
        for (const basis of Object.values(bases)) expect(seen.has(basis)).toBe(true)
      }),
    )
  })

  it('goes out under new ids when it was handed over before, and keeps its place in the queue', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const again = renewed({ ...draft, saved: true, photos: [{ id: 'one', blob: new Blob() }] })
        expect(again.visitId).not.toBe(draft.visitId)
        expect(again.photos[0]?.id).not.toBe('one')
        expect(again.itemId).toBe(draft.itemId)
        const ids = (of: DoorDraft) => (bodyOf({ ...of, meeting: 'met' }, '', at).changes ?? []).map(({ id }) => id)
        for (const id of ids(again)) expect(ids(draft)).not.toContain(id)
      }),
    )
  })
})
