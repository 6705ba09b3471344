import { fail } from '../../kernel/contract/errors.ts'
import type { Tx } from '../../kernel/db.ts'
import { agreeTo } from '../people/public.ts'
import { mediationPurpose } from './kinds.ts'
import type { Writing } from './scope.ts'

/**
 * A party says yes to a version of the text; called before anything is written. Throws where none was shown, and
 * `people.consent_text_changed` where another is in force by now.
 */
export async function agreedVersion(tx: Tx, writing: Writing, version: number | undefined): Promise<number> {
  if (version === undefined) {
    const words = { zh: '请先看过（或读出）同意书并勾选', en: 'Please read (or read out) the text first, and tick it' }
    return fail('invalid', 'mediation.version_missing', words, [{ path: 'consentVersion', words }])
  }
  await agreeTo(tx, writing, mediationPurpose, version)
  return version
}
