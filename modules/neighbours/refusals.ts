import { fail } from '../../kernel/contract/errors.ts'
import type { Words } from '../../kernel/contract/words.ts'

export { forbidden, notFound } from '../../kernel/contract/errors.ts'

/** What was sent in a field cannot be taken. */
export const refuseField = (path: string, words: Words): never =>
  fail('invalid', `neighbours.bad_${path}`, words, [{ path, words }])

/** It was settled meanwhile. */
export const refuseState = (): never =>
  fail('conflict', 'neighbours.wrong_state', {
    zh: '情况有变化，请刷新看看',
    en: 'Things have changed meanwhile. Please reload',
  })

export const refuse = (reason: string, words: Words): never => fail('refused', `neighbours.${reason}`, words)
