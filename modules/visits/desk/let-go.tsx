import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { type DueRow, dropDue, getDue, listDues, myWeek, readCoverage } from '../contract.ts'
import { givenReasons } from '../coverage.ts'
import { visitWords } from '../web/words.ts'

/** Drops a due with its reason. */
export function LetGo({ due }: { due: DueRow }) {
  const v = useWords(visitWords)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState<(typeof givenReasons)[number] | null>(null)
  const [said, setSaid] = useState('')
  const send = useCommand(dropDue, {
    changes: [getDue, listDues, myWeek, readCoverage],
    onDone: () => setOpen(false),
  })
  const drop = () => {
    if (reason) send.mutate({ params: { dueId: due.id }, body: { reason, words: said.trim() } })
  }
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {v.letGo}
      </Button>
      <ConfirmDialog
        open={open}
        title={v.letGo}
        confirm={v.letGo}
        busy={send.isPending}
        error={send.error}
        notYet={reason === null || said.trim().length < 4}
        onClose={() => setOpen(false)}
        onConfirm={drop}
      >
        <Field label={v.letGoWhy} hint={v.letGoHint} group>
          <Pills
            value={reason}
            onChange={setReason}
            options={givenReasons.map((value) => ({ value, label: v.drop[value] }))}
          />
        </Field>
        <Field label={v.letGoWords} hint={v.letGoShort}>
          {(control) => (
            <textarea
              className="ui-input"
              {...control}
              rows={2}
              maxLength={300}
              value={said}
              onChange={(event) => setSaid(event.target.value)}
            />
          )}
        </Field>
      </ConfirmDialog>
    </>
  )
}
