import type { MatterId } from '../../kernel/contract/ids.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { foldWidth } from '../../kernel/text/normalise.ts'

// Crockford's base 32: no I, L, O, U, so that a code can be read out on the phone.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The receipt code of a matter, e.g. `7K3MQ-9PX2D` (50 bits); derived from the secret key, so it is never stored. */
export function receiptCodeOf(secrets: Secrets, matterId: MatterId): string {
  const bytes = secrets.lookup('matters.receipt', matterId)
  const letters = Array.from({ length: 10 }, (_, i) => alphabet[(bytes[i] ?? 0) & 31]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** How a code as typed is found: without dashes and blanks, full-width signs and look-alikes folded, keyed hash. */
export function receiptLookup(secrets: Secrets, typed: string): Buffer {
  const letters = foldWidth(typed)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return secrets.lookup('matters.receipt_code', letters)
}
