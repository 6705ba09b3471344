import type { Actor } from '../../../kernel/actor.ts'
import { forbidden } from '../../../kernel/contract/errors.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { firmImporters } from '../firm-roles.ts'
import type { ImportState, ImportStep } from './contract.ts'
import type { ImportRecord } from './import-tables.ts'

/** The steps that each state allows; the file must still be there for those that read it. */
const allowed: Readonly<Record<ImportState, readonly ImportStep[]>> = {
  uploaded: ['columns', 'cancel'],
  mapped: ['columns', 'check', 'cancel'],
  checking: ['cancel'],
  checked: ['columns', 'check', 'accept', 'cancel'],
  running: ['cancel'],
  done: ['undo'],
  cancelled: ['columns', 'check'],
  failed: ['columns', 'check', 'cancel'],
  undoing: [],
  undone: [],
}

const readsFile: ReadonlySet<ImportStep> = new Set(['columns', 'check', 'accept'])

/** What can be done with an import now. */
export function stepsOf(
  it: Pick<ImportRecord, 'state' | 'fresh' | 'changed'>,
  has: { readonly file: boolean; readonly marks: boolean },
): readonly ImportStep[] {
  return allowed[it.state].filter((step) => {
    if (step === 'accept') return has.file && it.fresh + it.changed > 0
    // One of before imports could be undone has no marks.
    if (step === 'undo') return has.marks
    return has.file || !readsFile.has(step)
  })
}

/** The posts by which somebody imports. */
export const importingPosts = (actor: Pick<Actor, 'posts'>) =>
  actor.posts.filter((post) => (firmImporters as readonly Role[]).includes(post.role))

/** Where an import of theirs belongs: the widest of their places. */
export function importingPath(actor: Pick<Actor, 'posts'>): string {
  const [widest] = importingPosts(actor).toSorted((a, b) => a.placePath.length - b.placePath.length)
  return widest?.placePath ?? forbidden()
}
