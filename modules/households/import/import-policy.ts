import type { ActingPost, Actor } from '../../../kernel/actor.ts'
import { forbidden } from '../../../kernel/contract/errors.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { householdImporters } from '../roles.ts'
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
  cancelled: ['columns', 'check', 'resume', 'undo'],
  failed: ['columns', 'check', 'resume', 'undo', 'cancel'],
  undoing: [],
  undone: [],
}

const readsFile: ReadonlySet<ImportStep> = new Set(['columns', 'check', 'accept', 'resume'])
/** Once rows were written, the columns stay as they are: the import goes on or is undone. */
const beforeAcceptance: ReadonlySet<ImportStep> = new Set(['columns', 'check', 'accept', 'cancel'])

/** What can be done with an import now. */
export function stepsOf(
  it: Pick<ImportRecord, 'state' | 'accepted_at' | 'fresh' | 'changed'>,
  has: {
    readonly file: boolean
    readonly written: boolean
    /** An undo began to take rows back: it is gone on with, and nothing else. */
    readonly takenBack: boolean
  },
): readonly ImportStep[] {
  const accepted = it.accepted_at !== null
  return allowed[it.state].filter((step) => {
    if (readsFile.has(step) && !has.file) return false
    if (step === 'accept') return it.fresh + it.changed > 0
    if (step === 'resume') return accepted && !has.takenBack
    if (step === 'undo') return accepted && has.written
    return it.state === 'running' || !accepted || !beforeAcceptance.has(step)
  })
}

/** The posts by which somebody imports. */
export const importingPosts = (actor: Pick<Actor, 'posts'>): ActingPost[] =>
  actor.posts.filter((post) => (householdImporters as readonly Role[]).includes(post.role))

/** Where an import of theirs belongs, and the post in whose name its rows are written: the widest of their places. */
export function importingPost(actor: Pick<Actor, 'posts'>): ActingPost {
  const [widest] = importingPosts(actor).toSorted((a, b) => a.placePath.length - b.placePath.length)
  return widest ?? forbidden()
}
