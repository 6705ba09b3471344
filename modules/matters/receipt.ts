import type { MatterId } from '../../kernel/contract/ids.ts'
import { receiptCode, receiptHash } from '../../kernel/receipt-code.ts'
import type { Secrets } from '../../kernel/secrets.ts'

/** The receipt code of a matter, e.g. `7K3MQ-9PX2D`. */
export const receiptCodeOf = (secrets: Secrets, matterId: MatterId): string => receiptCode(secrets, 'matters', matterId)

/** How a code as typed is found. */
export const receiptLookup = (secrets: Secrets, typed: string): Buffer => receiptHash(secrets, 'matters', typed)
