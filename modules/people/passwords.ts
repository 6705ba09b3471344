import { hash, verify } from '@node-rs/argon2'
import { fail } from '../../kernel/contract/errors.ts'
import { normalLogin } from './logins.ts'

// OWASP Password Storage Cheat Sheet: Argon2id (the library's default kind), 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** An Argon2id hash in PHC form (`$argon2id$…`). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

let stranger: Promise<string> | undefined

/**
 * Whether a password fits. Without a hash (no such account, or one that has no password) the same work is done in vain,
 * so that the time of the answer does not tell which names exist.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this password')
  const fits = await verify(stored ?? (await stranger), password.normalize('NFKC'))
  return fits && stored !== null
}

const plain = ['1234567890', '0123456789', 'qwertyuiop', 'password', '里仁', '盘龙']

/**
 * Refuses a password that anybody would try first. Length is the contract's (ten characters and more).
 * @param field where it stands in the request.
 */
export function refuseWeak(password: string, login: string, field: string): void {
  const low = password.normalize('NFKC').toLowerCase()
  const few = new Set(low).size < 5
  if (!few && !low.includes(normalLogin(login)) && !plain.some((word) => low.includes(word))) return
  const words = {
    zh: '这个密码太容易被猜到，请换一个（例如四个不相干的词）',
    en: 'This password is easy to guess; please choose another (four unrelated words, say)',
  }
  fail('invalid', 'people.weak_password', words, [{ path: field, words }])
}
