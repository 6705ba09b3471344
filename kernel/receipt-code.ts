import { randomInt } from 'node:crypto'
import type { Secrets } from './secrets.ts'
import { foldWidth } from './text/normalise.ts'

// Crockford's base 32: no I, L, O, U, so that a code can be read out on the phone.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The receipt code of a thing, e.g. `7K3MQ-9PX2D` (50 bits); derived from the secret key, so it is never stored.
 * @param module keeps the codes of one module's things apart from another's.
 */
export function receiptCode(secrets: Secrets, module: string, id: string): string {
  const bytes = secrets.lookup(`${module}.receipt`, id)
  const letters = Array.from({ length: 10 }, (_, i) => alphabet[(bytes[i] ?? 0) & 31]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** How a code as typed is found: without dashes and blanks, full-width signs and look-alikes folded, keyed hash. */
export function receiptHash(secrets: Secrets, module: string, typed: string): Buffer {
  const letters = foldWidth(typed)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return secrets.lookup(`${module}.receipt_code`, letters)
}

/** Letters and digits that cannot be taken for each other when read aloud. */
const doorLetters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A code for a poster that nobody guesses: 31^10 is about 50 bits. */
export const doorCode = (): string =>
  Array.from({ length: 10 }, () => doorLetters[randomInt(doorLetters.length)]).join('')
