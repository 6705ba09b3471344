import { useQueryClient } from '@tanstack/react-query'
import { face } from '../../../kernel/web/client.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { type Me, me, signOut } from '../contract.ts'
import { afterLeaving } from './after-leaving.ts'
import { Door } from './door.tsx'
import { SecondFactor } from './second-factor-section.tsx'
import { words } from './words.ts'

/** In the place of every page, for whom an authenticator is demanded and who has none: set it up, or leave. */
export function EnrolFirst({ person }: { person: Me }) {
  const w = useWords(words)
  const queries = useQueryClient()
  const leave = useCommand(signOut, {
    onDone: (left) => afterLeaving(left, () => void queries.resetQueries({ queryKey: [me.id] })),
  })
  const foot = (
    <Button look="quiet" icon="leave" busy={leave.isPending} onClick={() => leave.mutate({})}>
      {w.signOut}
    </Button>
  )
  return (
    <Door face={w.faces[face()]} title={w.enrolTitle} foot={foot}>
      <p>{w.enrolLead}</p>
      <SecondFactor person={person} />
      <ErrorNote error={leave.error} />
    </Door>
  )
}
