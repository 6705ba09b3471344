import { hash, verify } from '@node-rs/argon2'

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
