import { expect, it } from 'vitest'
import { isAnswered, noFollowUp } from '../matter/draft.ts'
import { answerByKey } from './call-keys.ts'

const press = (keys: string) => [...keys].reduce((draft, key) => answerByKey(key, draft) ?? draft, noFollowUp)

it('records a whole call with two keys', () => {
  expect(press('y5')).toEqual({ method: 'phone', reached: true, solved: true, satisfaction: 5 })
  expect(isAnswered(press('y5'))).toBe(true)
})

it('knows nobody reached', () => {
  expect(press('u')).toMatchObject({ reached: false, solved: null })
  expect(isAnswered(press('u'))).toBe(true)
})

it('lets a later key correct an earlier one', () => {
  expect(press('yn')).toMatchObject({ reached: true, solved: false })
})

it('leaves other keys alone', () => {
  expect(answerByKey('j', noFollowUp)).toBeNull()
  expect(answerByKey('6', noFollowUp)).toBeNull()
})
