import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../../kernel/contract/ids.ts'
import type { PhotoDraft } from '../../../../ui/photo-input.tsx'
import type { NextStep } from '../../contract.ts'
import { type Action, type Need, transitions } from '../../matter.ts'
import { type ActInput, bodyOf, emptyInput, leadOf, missingIn } from './act-input.ts'

const stepOf = (action: Action, pictures = 0): NextStep => {
  const found = transitions.find((t) => t.action === action)
  if (!found) throw new Error(action)
  return { action, name: found.name, needs: [...found.needs], pictures }
}

const photo = (state: PhotoDraft['state'] = 'sent'): PhotoDraft => ({
  id: newId<'file'>(),
  blob: new Blob(),
  preview: 'blob:x',
  state,
  share: 1,
})
const input = (part: Partial<ActInput>): ActInput => ({ ...emptyInput, ...part })

const holder = newId<'post'>()

/** Everything that any step could ask for. */
const full = input({
  words: '  换了灯 ',
  photos: [photo(), photo('kept')],
  postId: newId<'post'>(),
  due: '2026-12-03T18:00',
  reviewOn: '2027-01-15',
  outcome: 'solved',
  rating: 4,
  reason: 'wrong_unit',
  approve: true,
  method: 'phone',
  reached: true,
  solved: true,
  departments: [newId<'post'>()],
  leadId: newId<'post'>(),
  intoId: newId<'matter'>(),
})

const fieldOf: Readonly<Record<Need, string>> = {
  words: 'words',
  'words?': 'words',
  files: 'fileIds',
  'files?': 'fileIds',
  post: 'postId',
  due: 'dueAt',
  review_on: 'reviewOn',
  outcome: 'outcome',
  rating: 'rating',
  follow_up: 'followUp',
  decision: 'approve',
  departments: 'departments',
  into: 'intoId',
  reason: 'reason',
}

describe('for every step of the transition table', () => {
  const actions = fc.constantFrom(...transitions.map((t) => t.action))

  it('a full input lacks nothing, and only what is asked for is sent', () => {
    fc.assert(
      fc.property(actions, (action) => {
        const step = stepOf(action, 1)
        expect(missingIn(step, full)).toEqual([])
        const allowed = new Set(['action', ...step.needs.map((need) => fieldOf[need])])
        if (step.needs.includes('departments')) allowed.add('leadPostId')
        if (action === 'review_return') allowed.add('postId')
        expect(Object.keys(bodyOf(step, full, holder)).filter((name) => !allowed.has(name))).toEqual([])
      }),
    )
  })

  it('an empty input lacks exactly what is required', () => {
    fc.assert(
      fc.property(actions, (action) => {
        const step = stepOf(action, action === 'resolve' ? 0 : 1)
        const required = step.needs.filter((need) => !need.endsWith('?') && need !== 'files')
        expect(missingIn(step, emptyInput).filter((need) => need !== 'files')).toEqual(required)
      }),
    )
  })
})

describe('resolving', () => {
  const step = stepOf('resolve', 2)
  const said = { words: '办了', outcome: 'solved' as const }

  it('as solved wants the pictures of the kind, sent or kept', () => {
    expect(missingIn(step, input({ ...said, photos: [photo()] }))).toEqual(['files'])
    expect(missingIn(step, input({ ...said, photos: [photo(), photo('kept')] }))).toEqual([])
  })

  it('otherwise wants none', () => {
    expect(missingIn(step, input({ ...said, outcome: 'explained' }))).toEqual([])
  })

  it('does not count a photo that is not ready', () => {
    expect(missingIn(step, input({ ...said, photos: [photo(), { ...photo(), blob: undefined }] }))).toEqual(['files'])
  })
})

describe('reviewing a return', () => {
  it('asks for another post when it is upheld, and only then', () => {
    const step = stepOf('review_return')
    expect(missingIn(step, input({ words: '是', approve: true }))).toEqual(['post'])
    expect(missingIn(step, input({ words: '否', approve: false }))).toEqual([])
    expect(bodyOf(step, { ...full, approve: false }, holder)).not.toHaveProperty('postId')
  })
})

describe('following up', () => {
  const step = stepOf('follow_up')
  const sent = (part: Partial<ActInput>) => bodyOf(step, input(part), holder).followUp

  it('asks whether it is solved of those who were reached or looked', () => {
    expect(missingIn(step, input({ method: 'phone' }))).toEqual(['follow_up'])
    expect(missingIn(step, input({ method: 'phone', reached: true }))).toEqual(['follow_up'])
    expect(missingIn(step, input({ method: 'phone', reached: false }))).toEqual([])
    expect(missingIn(step, input({ method: 'verify' }))).toEqual(['follow_up'])
    expect(missingIn(step, input({ method: 'verify', solved: true }))).toEqual([])
  })

  it('never sends an answer of somebody who was not reached', () => {
    expect(sent({ method: 'phone', reached: false, solved: true, rating: 5 })).toEqual({
      method: 'phone',
      reached: false,
    })
    expect(sent({ method: 'phone', reached: true, solved: false, rating: 2 })).toEqual({
      method: 'phone',
      reached: true,
      solved: false,
      satisfaction: 2,
    })
  })
})

describe('a rally', () => {
  const step = stepOf('rally')
  const [water, office] = [newId<'post'>(), newId<'post'>()]
  const said = { words: '请到场', departments: [water, office] }

  it('is led by the holder, as the form shows, until another is chosen', () => {
    expect(leadOf(input(said), holder)).toBe(holder)
    expect(bodyOf(step, input(said), holder)).toMatchObject({ departments: [water, office], leadPostId: holder })
    expect(bodyOf(step, input({ ...said, leadId: office }), holder).leadPostId).toBe(office)
  })

  it('is never led by one that is not called any more', () => {
    expect(bodyOf(step, input({ ...said, departments: [water], leadId: office }), holder).leadPostId).toBe(holder)
  })
})

it('reads a deadline on a Chinese clock, whatever the phone’s zone', () => {
  const { dueAt } = bodyOf(stepOf('extend'), input({ words: '等配件', due: '2026-12-03T18:00' }), holder)
  expect(new Date(dueAt ?? '').toISOString()).toBe('2026-12-03T10:00:00.000Z')
})
