import { expect, it } from 'vitest'
import { listAddress, orderOf, queryOf } from './query.ts'

it('turns the address into the query of the endpoint', () => {
  expect(queryOf({ q: '路灯', state: 'reported,accepted', open: 'true', selfFound: 'false', lamp: 'red' })).toEqual({
    q: '路灯',
    state: ['reported', 'accepted'],
    open: true,
    selfFound: false,
    lamp: 'red',
  })
})

it('leaves out what is empty', () => {
  expect(queryOf({ q: '', kind: undefined })).toEqual({})
})

it('keeps the words of a search as they are, also when they look like a yes', () => {
  expect(queryOf({ q: 'true' }).q).toBe('true')
})

it('parts a sort into column and direction', () => {
  expect(orderOf('-reported')).toEqual({ sort: 'reported', order: 'desc' })
  expect(orderOf('due')).toEqual({ sort: 'due', order: 'asc' })
  expect(orderOf(undefined)).toEqual({})
})

it('writes an address that reads back as the same query', () => {
  const text = { state: 'resolved', reportedFrom: '2026-11-01', figure: 'response', part: 'denominator' }
  const search = new URL(listAddress(text), 'http://desk').searchParams
  expect(queryOf(Object.fromEntries(search))).toEqual(queryOf(text))
})
