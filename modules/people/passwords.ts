import { hash, verify } from '@node-rs/argon2'
import { fail } from '../../kernel/contract/errors.ts'
import { commonPassword } from './common-passwords.ts'
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

/** Words of this program and of whoever uses it: named in docs/security-asvs.md (6.1.2). */
const ownWords = ['1234567890', '0123456789', 'qwertyuiop', 'password', 'liren', '里仁', 'panlong', '盘龙']

/**
 * Refuses a password that anybody would try first. Length is the contract's (ten characters and more).
 * @param field where it stands in the request.
 */
export async function refuseWeak(password: string, login: string, field: string): Promise<void> {
  const low = password.normalize('NFKC').toLowerCase()
  const few = new Set(low).size < 5
  const named = low.includes(normalLogin(login)) || ownWords.some((word) => low.includes(word))
  if (!few && !named && !(await commonPassword(low))) return
  const words = {
    zh: '这个密码太容易被猜到，请换一个（例如四个不相干的词）',
    en: 'This password is easy to guess; please choose another (four unrelated words, say)',
  }
  fail('invalid', 'people.weak_password', words, [{ path: field, words }])
}
