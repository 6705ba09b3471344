import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TextArea } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../../ui/pocket/parts.tsx'
import { follow, getMatter, type MatterView, type NextStep, unfollow } from '../../contract.ts'
import type { Action } from '../../matter.ts'
import { StateWord } from '../parts/standing.tsx'
import { words as common } from '../parts/words.ts'
import { ActForm } from './act-form.tsx'
import { Progress } from './progress.tsx'
import { SaidCard } from './said-card.tsx'
import { MatterTimeline } from './timeline.tsx'
import { type Door, useAct } from './use-act.ts'
import { words } from './words.ts'

interface ReporterViewProps {
  readonly matter: MatterView
  readonly door: Door
}

/** A matter as the one who reported it, or a neighbour who follows it, sees it. */
export function ReporterView({ matter, door }: ReporterViewProps) {
  const receipt = 'receiptCode' in door ? door.receiptCode : undefined
  const shown = receipt === undefined ? {} : { receipt }
  return (
    <>
      <Card>
        <div className="mp-between">
          <h2>{matter.title}</h2>
          <StateWord state={matter.state} />
        </div>
        <Progress matter={matter} />
        {!('receiptCode' in door) && !matter.relations.includes('reporter') && <Following matter={matter} />}
      </Card>
      <Answer matter={matter} door={door} />
      <SaidCard matter={matter} {...shown} />
      <Comment matter={matter} door={door} />
      <MatterTimeline entries={matter.timeline} {...shown} />
    </>
  )
}

/** “Is it solved?” — asked as soon as somebody says that it is done; and the way back once it is closed. */
function Answer({ matter, door }: ReporterViewProps) {
  const w = useWords(words)
  const acting = useAct(door)
  const [open, setOpen] = useState<Action | null>(null)
  const steps = new Map(matter.next.map((step) => [step.action, step]))
  const resolved = [...matter.timeline].reverse().find((entry) => entry.action === 'resolve')
  const titles: Partial<Record<Action, string>> = { confirm: w.yes, reject: w.notSolved, reopen: w.reopen }
  const close = () => {
    setOpen(null)
    acting.clear()
  }
  const step: NextStep | undefined = open ? steps.get(open) : undefined
  return (
    <>
      {steps.has('confirm') && (
        <Card title={w.askTitle}>
          {resolved?.words && (
            <blockquote className="mp-quote">
              <span className="ui-muted ui-small">{w.askSaid}</span>
              {resolved.words}
            </blockquote>
          )}
          <div className="mp-two">
            <BigButton icon="check" onClick={() => setOpen('confirm')}>
              {w.yes}
            </BigButton>
            <BigButton look="plain" icon="undo" onClick={() => setOpen('reject')}>
              {w.no}
            </BigButton>
          </div>
        </Card>
      )}
      {steps.has('reopen') && (
        <Card title={w.reopenTitle}>
          <p className="ui-muted">{w.reopenHint}</p>
          <BigButton look="plain" icon="undo" onClick={() => setOpen('reopen')}>
            {w.reopen}
          </BigButton>
        </Card>
      )}
      <Sheet open={step !== undefined} title={(open && titles[open]) ?? ''} onClose={close}>
        {open === 'reject' && <p className="ui-muted">{w.notSolvedHint}</p>}
        {step && <ActForm key={step.action} step={step} matter={matter} acting={acting} onDone={close} />}
      </Sheet>
    </>
  )
}

function Comment({ matter, door }: ReporterViewProps) {
  const w = useWords(words)
  const c = useWords(common)
  const acting = useAct(door)
  const [said, setSaid] = useState('')
  if (!matter.next.some((step) => step.action === 'comment')) return null
  const send = async () => {
    const body = { action: 'comment' as const, words: said.trim() }
    if (said.trim() && (await acting.take(body, `${w.comment} · ${matter.title}`))) setSaid('')
  }
  return (
    <Card>
      <Field label={w.comment} hint={w.commentHint} error={acting.error?.field('words')}>
        {(control) => <TextArea control={control} rows={2} value={said} onChange={setSaid} maxLength={2000} />}
      </Field>
      <ErrorNote error={acting.error} kept={c.kept} />
      {said.trim() !== '' && (
        <Button icon="send" busy={acting.busy} onClick={() => void send()}>
          {w.commentSend}
        </Button>
      )}
    </Card>
  )
}

function Following({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const join = useCommand(follow, { changes: [getMatter] })
  const leave = useCommand(unfollow, { changes: [getMatter] })
  const turn = matter.following ? leave : join
  return (
    <div className="mp-between">
      <span className="ui-muted">{w.followers(matter.followers)}</span>
      <Button
        icon="heart"
        look={matter.following ? 'quiet' : 'plain'}
        busy={turn.isPending}
        onClick={() => turn.mutate({ params: { matterId: matter.id } })}
      >
        {matter.following ? w.unfollow : w.follow}
      </Button>
      <ErrorNote error={turn.error} />
    </div>
  )
}
