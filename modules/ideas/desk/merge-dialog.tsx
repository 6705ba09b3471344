import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Choices } from '../../../ui/pocket/inputs.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { Line, Lines } from '../../matters/desk/public.ts'
import { type CallView, type IdeaRow, listIdeas, mergeIdeas } from '../contract.ts'
import { changes } from './one/changes.ts'
import { words } from './words.ts'

interface MergeProps {
  readonly callId: CallView['id']
  readonly ids: readonly IdeaRow['id'][]
  readonly onDone: () => void
}

const newWording = 'new'

/** Makes the ticked ideas one: one of them stays, or a new wording stands for all. */
export function MergeButton({ callId, ids, onDone }: MergeProps) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon="merge" disabled={ids.length < 2} onClick={() => setOpen(true)}>
        {w.merge}
      </Button>
      {open && (
        <MergeDialog
          callId={callId}
          ids={ids}
          onDone={() => {
            setOpen(false)
            onDone()
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

function MergeDialog({ callId, ids, onDone, onClose }: MergeProps & { readonly onClose: () => void }) {
  const w = useWords(words)
  const [into, setInto] = useState<string>(ids[0] ?? newWording)
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const { data } = useEndpoint(listIdeas, { query: { callId, limit: 200 } })
  const send = useCommand(mergeIdeas, {
    changes,
    onDone: () => {
      toast(w.merged)
      onDone()
    },
  })
  const chosen = (data?.rows ?? []).filter(({ id }) => ids.includes(id))
  const fresh = into === newWording
  const merge = () =>
    send.mutate({
      params: { callId },
      body: {
        ideaIds: [...ids],
        ...(fresh ? { wording: { title: title.trim(), body: body.trim() } } : { intoId: into as IdeaRow['id'] }),
      },
    })
  return (
    <ConfirmDialog
      open
      title={w.mergeTitle(ids.length)}
      confirm={w.merge}
      busy={send.isPending}
      error={send.error}
      notYet={fresh && (title.trim() === '' || body.trim() === '')}
      onClose={onClose}
      onConfirm={merge}
    >
      <div className="ui-stack">
        <p className="ui-muted">{w.mergeHint}</p>
        <Field label={w.mergeKeep} group>
          <Choices
            name="into"
            value={into}
            onChange={setInto}
            options={[
              ...chosen.map((row) => ({ value: row.id, label: row.title, hint: row.excerpt })),
              { value: newWording, label: w.mergeNew },
            ]}
          />
        </Field>
        {fresh && (
          <>
            <Field label={w.mergeNewTitle} error={send.error?.field('title')}>
              {(control) => <Line control={control} value={title} maxLength={60} onChange={setTitle} />}
            </Field>
            <Field label={w.mergeNewBody} error={send.error?.field('body')}>
              {(control) => <Lines control={control} value={body} maxLength={2000} onChange={setBody} />}
            </Field>
          </>
        )}
      </div>
    </ConfirmDialog>
  )
}
