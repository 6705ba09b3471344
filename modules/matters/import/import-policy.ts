import type { Actor } from '../../../kernel/actor.ts'
import type { PostId } from '../../../kernel/contract/ids.ts'
import type { ImportState, ImportStep } from './contract.ts'
import type { ImportRecord } from './import-tables.ts'

/** The step that each state allows; the file must still be there for those that read it. */
const allowed: Readonly<Record<ImportState, readonly ImportStep[]>> = {
  uploaded: ['columns', 'cancel'],
  mapped: ['columns', 'check', 'cancel'],
  checking: ['cancel'],
  checked: ['columns', 'check', 'accept', 'cancel'],
  running: ['cancel'],
  done: ['undo'],
  cancelled: ['resume', 'undo'],
  failed: ['columns', 'check', 'resume', 'undo', 'cancel'],
  undoing: [],
  undone: [],
}

const readsFile: ReadonlySet<ImportStep> = new Set(['columns', 'check', 'accept', 'resume'])

/** What can be done with an import now. Once accepted, its columns stay as they are: it goes on or is undone. */
export function stepsOf(
  it: Pick<ImportRecord, 'state' | 'accepted_at' | 'created'>,
  hasFile: boolean,
): readonly ImportStep[] {
  const accepted = it.accepted_at !== null
  return allowed[it.state]
    .filter((step) => hasFile || !readsFile.has(step))
    .filter((step) => {
      if (step === 'resume') return accepted
      if (step === 'undo') return accepted && it.created > 0
      if (it.state === 'failed') return !accepted
      return true
    })
}

/** The post in whose name somebody imports: the nearest of a community or street at or above the import's place. */
export function importingPost(actor: Actor, placePath: string): PostId | null {
  const fitting = actor.posts
    .filter((post) => (post.role === 'community' || post.role === 'street') && placePath.startsWith(post.placePath))
    .sort((a, b) => b.placePath.length - a.placePath.length)
  return fitting[0]?.postId ?? null
}
