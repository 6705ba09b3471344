import { expect, it } from 'vitest'
import type { FileId, PostId } from '../../../../kernel/contract/ids.ts'
import { transitionOf } from '../../matter.ts'
import { type ActDraft, bodyOf, emptyDraft, faultsOf, followUpOf, instantOfWall, isAnswered, wallOf } from './draft.ts'

const stepOf = (action: Parameters<typeof transitionOf>[0], pictures = 0) => ({
  action,
  needs: [...transitionOf(action).needs],
  pictures,
})
const draft = (part: Partial<ActDraft>): ActDraft => ({ ...emptyDraft, ...part })
const post = '0198a000-0000-7000-8000-000000000001' as PostId
const file = '0198a000-0000-7000-8000-000000000002' as FileId

it('names every field that a step still lacks', () => {
  expect([...faultsOf(stepOf('resolve', 1), emptyDraft)].sort()).toEqual(['files', 'outcome', 'words'])
  expect([...faultsOf(stepOf('accept'), emptyDraft)]).toEqual([])
})

it('asks for pictures only of what is said to be solved', () => {
  const said = { words: '已更换', outcome: 'explained' } as const
  expect([...faultsOf(stepOf('resolve', 1), draft(said))]).toEqual([])
  expect([...faultsOf(stepOf('resolve', 1), draft({ ...said, outcome: 'solved' }))]).toEqual(['files'])
  expect([...faultsOf(stepOf('resolve', 1), draft({ ...said, outcome: 'solved', fileIds: [file] }))]).toEqual([])
})

it('asks for another post only when a return is accepted', () => {
  const step = stepOf('review_return')
  expect(faultsOf(step, draft({ approve: true, words: '同意' })).has('post')).toBe(true)
  expect(faultsOf(step, draft({ approve: false, words: '请办理' })).size).toBe(0)
  expect(bodyOf(step, draft({ approve: false, words: '请办理', postId: post }))).toEqual({
    action: 'review_return',
    approve: false,
    words: '请办理',
  })
})

it('sends nothing that the step does not ask for', () => {
  const full = draft({ words: ' 好 ', postId: post, rating: 5, reason: 'test', fileIds: [file], outcome: 'solved' })
  expect(bodyOf(stepOf('urge'), full)).toEqual({ action: 'urge', words: '好' })
  expect(bodyOf(stepOf('assign'), full)).toEqual({ action: 'assign', words: '好', postId: post })
})

it('waits for pictures that are on their way', () => {
  expect(faultsOf(stepOf('comment'), draft({ words: '见图', sending: true })).has('sending')).toBe(true)
})

it('drops answers of a call that reached nobody, and keeps what was seen on the spot', () => {
  expect(followUpOf({ method: 'phone', reached: false, solved: true, satisfaction: 5 })).toEqual({
    method: 'phone',
    reached: false,
  })
  expect(followUpOf({ method: 'verify', reached: null, solved: true, satisfaction: 4 })).toEqual({
    method: 'verify',
    reached: false,
    solved: true,
  })
  expect(isAnswered({ method: 'phone', reached: true, solved: null, satisfaction: 5 })).toBe(false)
})

it('reads and writes wall time in China, wherever the machine is', () => {
  expect(wallOf('2026-11-03T09:30:00.000Z')).toBe('2026-11-03T17:30')
  expect(instantOfWall('2026-11-03T17:30')).toBe('2026-11-03T09:30:00.000Z')
  expect(wallOf(instantOfWall('2026-12-31T23:59'))).toBe('2026-12-31T23:59')
})
