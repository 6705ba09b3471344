import './matter.css'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { CtrlEnter } from '../../../../ui/pills.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { act, callBacks, getMatter, listMatters, type MatterView, myWork, type NextStep } from '../../contract.ts'
import { type Action, isOpen, type State } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { nouns } from '../nouns.ts'
import { useDayWords } from '../parts/day-words.ts'
import { useNameOf } from '../parts/matter-marks.tsx'
import { type ActDraft, bodyOf, emptyDraft, faultsOf } from './draft.ts'
import { NeedsForm } from './needs-form.tsx'
import { words } from './words.ts'

/** What usually comes next in a state, the likeliest first. */
const usual: Partial<Record<State, readonly Action[]>> = {
  reported: ['accept', 'assign'],
  accepted: ['assign'],
  assigned: ['contact', 'handle'],
  handling: ['answer_order', 'answer_rally', 'resolve', 'handle'],
  returned: ['review_return'],
  suspended: ['resume'],
  resolved: ['follow_up', 'confirm'],
  closed: ['approve_exclusion'],
  void: ['approve_exclusion'],
}

/** What can be taken at any time and seldom is: shown last. */
const seldom: ReadonlySet<Action> = new Set(['merge', 'unmerge', 'void', 'exclude', 'comment', 'supervise', 'order'])

/** What to do next: whose turn it is, the steps that are open to the reader, and those that are not yet, with the reason. */
export function NextPanel({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const say = useSay()
  const [open, setOpen] = useState<Action | null>(null)
  const main = (usual[matter.state] ?? []).find((action) => matter.next.some((step) => step.action === action))
  const steps = [...matter.next].sort((a, b) => rank(a.action, main) - rank(b.action, main))
  const chosen = matter.next.find((step) => step.action === open)
  return (
    <section className="desk-sheet matter-next" aria-label={w.next.title}>
      <Headline matter={matter} />
      {steps.length === 0 && <p className="ui-muted">{w.next.nothing}</p>}
      <div className="matter-steps">
        {steps.map((step) => (
          <Button
            key={step.action}
            look={step.action === main && !chosen ? 'main' : seldom.has(step.action) ? 'quiet' : 'plain'}
            onClick={() => setOpen(open === step.action ? null : step.action)}
          >
            {say(step.name)}
          </Button>
        ))}
      </div>
      {chosen && <StepForm key={chosen.action} matter={matter} step={chosen} onClose={() => setOpen(null)} />}
      {matter.blocked.length > 0 && (
        <ul className="matter-blocked">
          {matter.blocked.map(({ action, name, because }) => (
            <li key={action}>
              <Icon name="lock" size={15} />
              <span>
                <strong>{say(name)}</strong> {say(because)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const rank = (action: Action, main: Action | undefined) => (action === main ? 0 : seldom.has(action) ? 2 : 1)

function Headline({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const n = useWords(nouns)
  const day = useDayWords()
  const nameOf = useNameOf()
  const stage = matter.clock ? m.stage[matter.clock.stage] : m.state[matter.state]
  const holder = matter.holder ? nameOf(matter.holder) : n.nobody
  const said =
    matter.state === 'merged'
      ? w.next.merged
      : matter.state === 'void'
        ? w.next.void
        : !isOpen(matter.state)
          ? w.next.over
          : matter.state === 'suspended' && matter.reviewAt
            ? w.next.rests(day(matter.reviewAt))
            : matter.relations.includes('holder')
              ? w.next.yourTurn(stage)
              : w.next.waiting(holder, stage)
  return <h2>{said}</h2>
}

interface StepFormProps {
  readonly matter: MatterView
  readonly step: NextStep
  readonly onClose: () => void
}

/** The form of one step. What was typed stays when the server refuses; Ctrl+Enter sends, Escape closes. */
function StepForm({ matter, step, onClose }: StepFormProps) {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const [draft, setDraft] = useState<ActDraft>(emptyDraft)
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const send = useCommand(act, {
    changes: [getMatter, listMatters, myWork, callBacks],
    onDone: () => {
      toast(say(step.name))
      onClose()
    },
  })
  useEffect(() => {
    const first = 'input:not([type=file]), textarea, .matter-submit button'
    form.current?.querySelector<HTMLElement>(first)?.focus()
  }, [])
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    if (send.isPending || faultsOf(step, draft).size > 0) return
    send.mutate({ params: { matterId: matter.id }, body: bodyOf(step, draft) })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  return (
    <form ref={form} className="matter-form" onSubmit={submit} onKeyDown={onKeyDown} aria-label={say(step.name)}>
      <NeedsForm
        matter={matter}
        step={step}
        draft={draft}
        onChange={(patch) => setDraft((now) => ({ ...now, ...patch }))}
        tried={tried}
        error={send.error}
      />
      {step.action === 'void' && <p className="ui-muted">{w.finalVoid}</p>}
      <ErrorNote error={send.error} />
      <div className="matter-submit">
        <Button
          type="submit"
          look={step.action === 'void' ? 'final' : 'main'}
          busy={send.isPending}
          disabled={draft.sending}
        >
          {say(step.name)}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {ui.cancel}
        </Button>
        <CtrlEnter>{w.next.keys}</CtrlEnter>
      </div>
    </form>
  )
}
