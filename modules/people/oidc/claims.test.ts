import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newId, type PostId } from '../../../kernel/contract/ids.ts'
import { accountNameOf, claimAt, grantedPosts, valuesOf } from './claims.ts'

const post = (): PostId => newId<'post'>()

it('a claim is found by its name, else by its way; what objects inherit is none', () => {
  const claims = { 'a.b': 1, a: { b: 2, c: { d: ['x', 'y'] } }, groups: 'one' }
  expect([claimAt(claims, 'a.b'), claimAt(claims, 'a.c.d'), claimAt(claims, 'a.x.y')]).toEqual([
    1,
    ['x', 'y'],
    undefined,
  ])
  for (const path of ['constructor', '__proto__', 'toString', 'a.constructor', 'groups.length'])
    expect(claimAt(claims, path)).toBeUndefined()
  expect(valuesOf({ n: [1, true, null, {}, 'z'] }, 'n')).toEqual(['1', 'true', 'z'])
})

it('a post is held exactly by whom one of its lines names', () => {
  const posts = [post(), post(), post()]
  const line = fc.record({
    claim: fc.constantFrom('groups', 'realm.roles'),
    value: fc.constantFrom('a', 'b', 'c', 'toString'),
    postId: fc.constantFrom(...posts),
  })
  const word = fc.constantFrom('a', 'b', 'c', 'd')
  fc.assert(
    fc.property(fc.array(line), fc.array(word), fc.oneof(word, fc.array(word)), (mapping, groups, roles) => {
      const granted = grantedPosts({ groups, realm: { roles } }, mapping)
      expect(new Set(granted).size).toBe(granted.length)
      for (const one of posts) {
        const named = mapping.some(
          ({ claim, value, postId }) =>
            postId === one && (claim === 'groups' ? groups : [roles].flat()).includes(value as 'a'),
        )
        expect(granted.includes(one)).toBe(named)
      }
    }),
  )
})

it('an account is named by one word; a mail address only where it was made sure of', () => {
  expect(accountNameOf({ preferred_username: ' wang ' }, 'preferred_username')).toBe('wang')
  expect(accountNameOf({ preferred_username: ['a', 'b'] }, 'preferred_username')).toBeNull()
  expect(accountNameOf({ preferred_username: ' ' }, 'preferred_username')).toBeNull()
  expect(accountNameOf({ email: 'a@b.example' }, 'email')).toBeNull()
  expect(accountNameOf({ email: 'a@b.example', email_verified: 'true' }, 'email')).toBeNull()
  expect(accountNameOf({ email: 'a@b.example', email_verified: true }, 'email')).toBe('a@b.example')
})
