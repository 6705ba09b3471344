import { type FormEvent, useState } from 'react'
import type { PostId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { Line, Lines, PostSearch, StateWord, useNameOf } from '../../../matters/desk/public.ts'
import { answerStatement, type ConsultationView, type StatementView } from '../../contract.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** The main statements with what the community makes of each; others may be answered as well. */
export function Answers({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const shown = of.statements
    .filter(({ state, rank, answer }) => state === 'shown' && (rank >= 0 || answer !== null))
    .toSorted((a, b) => place(a) - place(b))
  return (
    <Sheet title={w.answers}>
      <div className="ui-stack">
        {of.state === 'closed' && <p className="ui-muted ui-small">{w.answersLead}</p>}
        <ul className="consult-told">
          {shown.map((one) => (
            <li key={one.number}>
              {one.words}
              {one.answer !== null && <div className="consult-answer">{one.answer}</div>}
              <div className="consult-line">
                {one.matter && (
                  <>
                    <StateWord state={one.matter.state} />
                    <Button look="quiet" icon="forward" to={`/matters/${one.matter.id}`}>
                      {w.matter}
                    </Button>
                  </>
                )}
                {of.manages && of.state === 'closed' && <AnswerButton of={of} one={one} />}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  )
}

const place = ({ rank, number }: StatementView) => (rank < 0 ? 1000 + number : rank)

function AnswerButton({ of, one }: { of: ConsultationView; one: StatementView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <span className="ui-row">
      <Button icon="edit" look={one.answer === null ? 'plain' : 'quiet'} onClick={() => setOpen(true)}>
        {one.answer === null ? w.answer : w.editAnswer}
      </Button>
      <Dialog open={open} title={w.answer} onClose={() => setOpen(false)}>
        <AnswerForm of={of} one={one} onDone={() => setOpen(false)} />
      </Dialog>
    </span>
  )
}

function AnswerForm({ of, one, onDone }: { of: ConsultationView; one: StatementView; onDone: () => void }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const [said, setSaid] = useState(one.answer ?? '')
  const [asMatter, setAsMatter] = useState(false)
  const [holder, setHolder] = useState<{ id: PostId; name: string; nameEn: string } | null>(null)
  const [dueOn, setDueOn] = useState('')
  const send = useCommand(answerStatement, { changes, onDone })
  const ready = said.trim().length >= 2 && (!asMatter || (holder !== null && dueOn !== ''))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const matter = asMatter && holder ? { matter: { holderPostId: holder.id, dueOn } } : {}
    send.mutate({
      params: { consultationId: of.id, number: String(one.number) },
      body: { words: said.trim(), ...matter },
    })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <p>{one.words}</p>
      <Field label={w.answerLabel}>
        {(control) => <Lines control={control} rows={4} value={said} maxLength={1000} onChange={setSaid} />}
      </Field>
      {!one.matter && (
        <div>
          <TickPill checked={asMatter} onChange={setAsMatter}>
            {w.toMatter}
          </TickPill>
        </div>
      )}
      {asMatter && (
        <>
          <Field label={w.holder} group>
            {holder ? <strong>{nameOf(holder)}</strong> : <PostSearch label={w.holder} onPick={setHolder} />}
          </Field>
          <Field label={w.dueOn} error={send.error?.field('matter.dueOn')}>
            {(control) => <Line control={control} type="date" min={today()} value={dueOn} onChange={setDueOn} />}
          </Field>
        </>
      )}
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" look="main" icon="check" busy={send.isPending} disabled={!ready}>
          {w.answer}
        </Button>
      </div>
    </form>
  )
}
