import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { BigButton, Card, ListRow, Sheet } from '../../../../ui/pocket/parts.tsx'
import type { MatterView, NextStep } from '../../contract.ts'
import type { Action } from '../../matter.ts'
import { useNames } from '../parts/names.ts'
import { ClockLamp, StateWord } from '../parts/standing.tsx'
import { words as common } from '../parts/words.ts'
import { ActForm } from './act-form.tsx'
import { MergesCard, RallyCard, WhyCard } from './background-cards.tsx'
import { ContactCard } from './contact-card.tsx'
import { OrdersCard } from './orders-card.tsx'
import { SaidCard } from './said-card.tsx'
import { MatterTimeline } from './timeline.tsx'
import { useAct } from './use-act.ts'
import { words } from './words.ts'

/** What comes next by itself, the most pressing first; whatever else is possible stands below it. */
const pressing: readonly Action[] = [
  'answer_order',
  'answer_rally',
  'accept',
  'assign',
  'contact',
  'review_return',
  'resolve',
  'follow_up',
  'close',
  'resume',
  'handle',
  'confirm',
]

/** A matter as the one who works on it sees it: what to do next stands first. */
export function WorkerView({ matter }: { matter: MatterView }) {
  return (
    <>
      <Head matter={matter} />
      <OrdersCard matter={matter} />
      <NextCard matter={matter} />
      <ContactCard matter={matter} />
      <SaidCard matter={matter} />
      <RallyCard matter={matter} />
      <MergesCard matter={matter} />
      <MatterTimeline entries={matter.timeline} />
      <WhyCard matter={matter} />
    </>
  )
}

function Head({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const c = useWords(common)
  const nameOf = useNames()
  const { holder } = matter
  return (
    <Card>
      <div className="ui-row">
        <ClockLamp clock={matter.clock} />
        <StateWord state={matter.state} />
        {matter.priority === 'urgent' && (
          <strong className="mp-urgent">
            <Icon name="warning" size={16} />
            {c.urgent}
          </strong>
        )}
        {matter.rounds > 1 && <span className="ui-muted ui-small">{w.round(matter.rounds)}</span>}
        {matter.escalationLevel > 0 && <span className="ui-muted ui-small">{w.level(matter.escalationLevel)}</span>}
      </div>
      <h2>{matter.title}</h2>
      {holder && (
        <p className="ui-muted">
          {nameOf(holder)}
          {holder.personName && ` · ${holder.personName}`}
        </p>
      )}
    </Card>
  )
}

function NextCard({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const c = useWords(common)
  const say = useSay()
  const acting = useAct({ matterId: matter.id })
  const [open, setOpen] = useState<NextStep | null>(null)
  const main = pressing.map((action) => matter.next.find((step) => step.action === action)).find((step) => step)
  const others = matter.next.filter((step) => step !== main)
  const close = () => {
    setOpen(null)
    acting.clear()
  }
  if (matter.next.length === 0 && matter.blocked.length === 0) return null
  return (
    <>
      <Card title={w.next}>
        {acting.waiting && <Remark icon="queue">{c.waiting}</Remark>}
        {main?.action === 'contact' && <p className="ui-muted">{w.contactHint}</p>}
        {main && <MainStep step={main} matter={matter} onOpen={() => setOpen(main)} />}
        {matter.blocked.map((one) => (
          <p key={one.action} className="mp-blocked">
            <Icon name="lock" size={16} />
            <span>{w.blockedOne(say(one.name), say(one.because))}</span>
          </p>
        ))}
        {others.length > 0 && (
          <details className="mp-more" open={!main}>
            <summary>{w.alsoPossible}</summary>
            <div className="mp-inset">
              {others.map((step) => (
                <ListRow key={step.action} title={say(step.name)} onClick={() => setOpen(step)} />
              ))}
            </div>
          </details>
        )}
      </Card>
      <Sheet open={open !== null} title={open ? say(open.name) : ''} onClose={close}>
        {open && <ActForm key={open.action} step={open} matter={matter} acting={acting} onDone={close} />}
      </Sheet>
    </>
  )
}

/** First contact is one press; whatever needs more opens its form. */
function MainStep({ step, matter, onOpen }: { step: NextStep; matter: MatterView; onOpen: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const acting = useAct({ matterId: matter.id })
  if (step.action !== 'contact') return <BigButton onClick={onOpen}>{say(step.name)}</BigButton>
  return (
    <>
      <BigButton
        icon="check"
        busy={acting.busy}
        disabled={acting.waiting}
        onClick={() => void acting.take({ action: 'contact' }, `${say(step.name)} · ${matter.title}`)}
      >
        {w.contactDone}
      </BigButton>
      <ErrorNote error={acting.error} />
    </>
  )
}
