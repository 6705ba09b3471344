import type { Secrets } from '../../kernel/secrets.ts'
import { foldWidth } from '../../kernel/text/normalise.ts'

/** Digits only, without the country code, so that `+86 100-0000-1234` and `10000001234` are one number. */
export const normalPhone = (phone: string): string =>
  foldWidth(phone)
    .replace(/[^0-9]/g, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '')

/** The keyed hash by which a phone is found again. */
export const phoneLookup = (secrets: Secrets, phone: string): Buffer => secrets.lookup('phone', normalPhone(phone))
