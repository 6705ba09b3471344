import { type FormEvent, useState } from 'react'
import type { PostId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { Line, Lines, PostSearch, useNameOf } from '../../../matters/desk/public.ts'
import { changeItem, decide, type GatheringView, type ItemView } from '../../contract.ts'
import { dayIn } from '../time.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

interface MinutesProps {
  readonly of: GatheringView
  readonly item: ItemView
  readonly deciding: boolean
  readonly onDeciding: (deciding: boolean) => void
}

/** What was said on an item, and what is decided. */
export function Minutes({ of, item, deciding, onDeciding }: MinutesProps) {
  const w = useWords(words).agenda
  const [said, setSaid] = useState(item.discussion ?? '')
  const save = useCommand(changeItem, { changes, onDone: () => toast(w.saved) })
  const params = { gatheringId: of.id, itemId: item.id }
  const changed = said.trim() !== (item.discussion ?? '')
  return (
    <div className="gathering-inset ui-stack">
      <Field label={w.discussion}>
        {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={10_000} />}
      </Field>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button
          icon="check"
          disabled={!changed}
          busy={save.isPending}
          onClick={() => save.mutate({ params, body: { discussion: said } })}
        >
          {w.saveMinutes}
        </Button>
        {!deciding && (
          <Button icon="flag" onClick={() => onDeciding(true)}>
            {w.decide}
          </Button>
        )}
      </div>
      {deciding && <DecisionForm of={of} item={item} onDone={() => onDeciding(false)} />}
    </div>
  )
}

interface Holder {
  readonly id: PostId
  readonly name: string
  readonly nameEn: string
}

/** Who does what by when: it becomes a matter at once. */
function DecisionForm({ of, item, onDone }: { of: GatheringView; item: ItemView; onDone: () => void }) {
  const w = useWords(words).agenda
  const nameOf = useNameOf()
  const [said, setSaid] = useState('')
  const [holder, setHolder] = useState<Holder | null>(null)
  const [dueOn, setDueOn] = useState('')
  const [tried, setTried] = useState(false)
  const send = useCommand(decide, {
    changes,
    onDone: ({ matter }) => {
      toast(w.decided(matter.number))
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!said.trim() || !holder || !dueOn) return
    const body = { itemId: item.id, words: said.trim(), holderPostId: holder.id, dueOn }
    send.mutate({ params: { gatheringId: of.id }, body })
  }
  return (
    <form className="ui-stack" aria-label={w.decide} onSubmit={submit}>
      <Field label={w.decisionWords} error={tried && !said.trim() ? w.fault.words : send.error?.field('words')}>
        {(control) => (
          <Lines
            control={control}
            rows={2}
            value={said}
            onChange={setSaid}
            maxLength={1000}
            placeholder={w.decisionPlaceholder}
          />
        )}
      </Field>
      <Field label={w.holder} group error={tried && !holder ? w.fault.holder : send.error?.field('postId')}>
        {holder ? (
          <div className="ui-row">
            <strong>{nameOf(holder)}</strong>
            <Button look="quiet" icon="cross" label={w.drop} onClick={() => setHolder(null)} />
          </div>
        ) : (
          <PostSearch label={w.chooseHolder} onPick={setHolder} />
        )}
      </Field>
      <Field label={w.dueOn} error={tried && !dueOn ? w.fault.dueOn : send.error?.field('dueOn')}>
        {(control) => <Line control={control} type="date" min={dayIn(new Date())} value={dueOn} onChange={setDueOn} />}
      </Field>
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" look="main" busy={send.isPending}>
          {w.decideDo}
        </Button>
      </div>
    </form>
  )
}
