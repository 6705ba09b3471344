import type { Words } from '../../../../kernel/contract/words.ts'

/** A kind of post that may take applications. */
export interface Office {
  readonly code: string
  readonly name: Words
}
