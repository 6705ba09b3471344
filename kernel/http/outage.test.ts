import { DatabaseError } from 'pg'
import { expect, it } from 'vitest'
import { answerError } from './answer-error.ts'

const ofPostgres = (code: string) => Object.assign(new DatabaseError('could not extend file', 1, 'error'), { code })
const ofSocket = Object.assign(new Error('connect ENOENT /data/.s.PGSQL.5432'), { code: 'ENOENT', syscall: 'connect' })

it.each([
  ['a full disk', ofPostgres('53100'), 'outage.nothing_kept', /nothing of this was kept.*send it again/],
  ['no memory', ofPostgres('53200'), 'outage.nothing_kept', /nothing of this was kept/],
  ['two that waited for each other', ofPostgres('40P01'), 'outage.nothing_kept', /nothing of this was kept/],
  ['one that is shutting down', ofPostgres('57P01'), 'outage.no_answer', /cannot say.*not done twice/],
  ['a line that broke', new Error('Connection terminated unexpectedly'), 'outage.no_answer', /cannot say/],
  ['nobody there', ofSocket, 'outage.no_answer', /cannot say/],
])('says of a database with %s what became of a command, and what to do', (_, error, reason, words) => {
  const { status, body } = answerError(error, 'en')
  expect([status, body.error.code, body.error.reason]).toEqual([503, 'unavailable', reason])
  expect(body.error.message).toMatch(words)
  expect(answerError(error, 'zh').body.error.message).toMatch(/请稍后再提交一次/)
  // Who only reads is told to come again.
  expect(answerError(error, 'en', true)).toMatchObject({ status: 503, body: { error: { reason: 'http.unavailable' } } })
})

it('leaves what is our own fault a fault', () => {
  expect(answerError(ofPostgres('23505'), 'en').status).toBe(500)
  expect(answerError(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' }), 'en').status).toBe(
    500,
  )
})
