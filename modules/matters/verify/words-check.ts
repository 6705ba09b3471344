import { requestHash } from '../../../kernel/http/command.ts'
import { answersHash, type KeptAnswers } from '../forms/kept.ts'

/** Words that an event vouches for by their hash. */
export interface Vouched {
  readonly seq: number
  readonly id: string
  readonly hash: string
  readonly fileIds: readonly string[]
}

export interface KeptRemark {
  readonly id: string
  readonly words: string
  readonly fileIds: readonly string[]
}

export interface WordsFault {
  readonly seq?: number
  readonly what: string
}

/**
 * Holds the words kept beside the ledger against their hashes. Words that are empty were erased by law: they are counted,
 * not held against anybody.
 */
export function wordsFaults(
  vouched: readonly Vouched[],
  remarks: readonly KeptRemark[],
): { faults: WordsFault[]; erased: number } {
  const kept = new Map(remarks.map((remark) => [remark.id, remark]))
  const faults: WordsFault[] = []
  let erased = 0
  for (const { seq, id, hash, fileIds } of vouched) {
    const remark = kept.get(id)
    kept.delete(id)
    if (!remark) faults.push({ seq, what: `its remark ${id} is missing` })
    else if (hashOf(remark.words) !== hash) {
      if (remark.words === '') erased++
      else faults.push({ seq, what: `the words of its remark ${id} were changed` })
    } else if (fileIds.join() !== remark.fileIds.join())
      faults.push({ seq, what: `the files of its remark ${id} were changed` })
  }
  for (const id of kept.keys()) faults.push({ what: `its remark ${id} stands in no event` })
  return { faults, erased }
}

/** As `matter-store.ts` and `report.ts` hash what was said. */
export const hashOf = (said: unknown): string => requestHash(said).toString('hex')

/** Holds what was filled in of a form against the last hash that the ledger has of it; null: it is as it was. */
export function answersFaultOf(kept: KeptAnswers | null, told: string | undefined): 'changed' | 'erased' | null {
  if (!kept) return told === undefined ? null : 'erased'
  return answersHash(kept) === told ? null : 'changed'
}
