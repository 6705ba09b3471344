import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { changeProject, type ProjectView } from '../../contract.ts'
import { bodyOf, draftOf, faultsOf, ProjectFields } from '../project-form.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** Changes what a project says about itself; `main` where it is the next thing to do. */
export function ChangeButton({ of, main = false }: { of: ProjectView; main?: boolean }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look={main ? 'main' : 'quiet'} icon="edit" onClick={() => setOpen(true)}>
        {w.change}
      </Button>
      <Dialog open={open} wide title={w.change} onClose={() => setOpen(false)}>
        <ChangeForm of={of} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function ChangeForm({ of, onDone }: { of: ProjectView; onDone: () => void }) {
  const w = useWords(words)
  const [draft, setDraft] = useState(() => draftOf(of))
  const [tried, setTried] = useState(false)
  const save = useCommand(changeProject, { changes, onDone })
  const faults = faultsOf(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (faults.length === 0) save.mutate({ params: { projectId: of.id }, body: bodyOf(draft) })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <ProjectFields
        draft={draft}
        onChange={(patch) => setDraft((now) => ({ ...now, ...patch }))}
        faults={tried ? faults : []}
        error={save.error}
        placeFixed
      />
      <ErrorNote error={save.error} />
      <div>
        <Button type="submit" look="main" icon="check" busy={save.isPending}>
          {w.save}
        </Button>
      </div>
    </form>
  )
}
