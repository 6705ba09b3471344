import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { NextSheet } from '../../../../ui/desk/next-sheet.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { Pills, TickPill } from '../../../../ui/pills.tsx'
import { type Step, specOf } from '../../case.ts'
import { bindCase, type CaseView, endDanger, raiseDanger, type StepBody, stepCase } from '../../contract.ts'
import {
  type DeclineReason,
  dangerKindCodes,
  dangerKinds,
  declineReasonCodes,
  declineReasons,
  type OtherWay,
  otherWayCodes,
  otherWays,
} from '../../kinds.ts'
import { FieldsForm, optionsOf } from '../fields-form.tsx'
import { useCaseCommand } from '../use-case.ts'
import { words } from '../words.ts'

/** What to do next; danger first. */
export function NextPanel({ of }: { of: CaseView }) {
  const w = useWords(words)
  const say = useSay()
  const step = useCaseCommand(stepCase)
  const bind = useCaseCommand(bindCase)
  const [asking, setAsking] = useState<'decline' | 'fail' | null>(null)
  const params = { caseId: of.id }
  const take = (one: Step) => {
    if (one === 'archive') return bind.mutate({ params, body: {} })
    if (one === 'decline' || one === 'fail') return setAsking(one)
    step.mutate({ params, body: { step: one as StepBody['step'] } })
  }
  const inDanger = of.dangers.some(({ overAt }) => overAt === null)
  const ends: readonly Step[] = ['decline', 'fail', 'hand_over', 'redraw']
  return (
    <>
      {inDanger && <DangerSheet of={of} />}
      <NextSheet
        title={w.next}
        said={w.state[of.state]}
        busy={step.isPending || bind.isPending}
        error={step.error ?? bind.error}
        steps={of.steps.map(({ step: one, obstacle }) => ({
          key: one,
          label: say(specOf(one).name),
          look: ends.includes(one) ? ('plain' as const) : ('main' as const),
          ...(obstacle ? { why: say(obstacle) } : {}),
          open: obstacle === null,
          onTake: () => take(one),
        }))}
      />
      {!inDanger && <DangerSheet of={of} />}
      <Dialog open={asking !== null} title={asking ? say(specOf(asking).name) : ''} onClose={() => setAsking(null)}>
        {asking === 'decline' && (
          <FieldsForm
            fields={[
              {
                id: 'declineReason',
                label: w.reason,
                kind: 'choice',
                options: optionsOf(declineReasons, say, declineReasonCodes),
              },
            ]}
            busy={step.isPending}
            error={step.error}
            onSave={({ declineReason }) =>
              step.mutate(
                { params, body: { step: 'decline', declineReason: declineReason as DeclineReason } },
                { onSuccess: () => setAsking(null) },
              )
            }
          />
        )}
        {asking === 'fail' && (
          <WaysForm
            busy={step.isPending}
            error={step.error}
            onSave={(toldWays) =>
              step.mutate({ params, body: { step: 'fail', toldWays } }, { onSuccess: () => setAsking(null) })
            }
          />
        )}
      </Dialog>
    </>
  )
}

interface WaysProps {
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly onSave: (ways: OtherWay[]) => void
}

function WaysForm({ busy, error, onSave }: WaysProps) {
  const w = useWords(words)
  const say = useSay()
  const [ways, setWays] = useState<readonly OtherWay[]>([])
  return (
    <div className="med-form">
      <Field label={w.toldWays} group>
        <div className="ui-row">
          {otherWayCodes.map((way) => (
            <TickPill
              key={way}
              checked={ways.includes(way)}
              onChange={(on) => setWays((now) => (on ? [...now, way] : now.filter((one) => one !== way)))}
            >
              {say(otherWays[way])}
            </TickPill>
          ))}
        </div>
      </Field>
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button look="main" busy={busy} disabled={ways.length === 0} onClick={() => onSave([...ways])}>
          {w.save}
        </Button>
      </div>
    </div>
  )
}

function DangerSheet({ of }: { of: CaseView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const over = useCaseCommand(endDanger)
  const open = of.dangers.filter(({ overAt }) => overAt === null)
  return (
    <Sheet>
      <div className="ui-stack">
        {open.length > 0 && (
          <Remark icon="warning" title={w.dangerNow}>
            {w.dangerLead}
          </Remark>
        )}
        {of.dangers.map(({ id, kind, words: said, at, overAt, matterId }) => (
          <div key={id} className="med-line">
            <div>
              <strong>{say(dangerKinds[kind])}</strong> <span className="ui-muted ui-small">{format.moment(at)}</span>
              <p className="med-said">{said}</p>
            </div>
            <div className="ui-row">
              <Go to={`/matters/${matterId}`}>{w.openMatter}</Go>
              {overAt === null && (
                <Button
                  busy={over.isPending}
                  onClick={() => over.mutate({ params: { caseId: of.id, dangerId: id }, body: {} })}
                >
                  {w.dangerOver}
                </Button>
              )}
            </div>
          </div>
        ))}
        <ErrorNote error={over.error} />
        <div className="ui-row">
          <DialogButton label={w.raise} icon="warning">
            {(done) => <DangerForm of={of} done={done} />}
          </DialogButton>
        </div>
      </div>
    </Sheet>
  )
}

function DangerForm({ of, done }: { of: CaseView; done: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const raise = useCaseCommand(raiseDanger, { onDone: done })
  const [kind, setKind] = useState<(typeof dangerKindCodes)[number]>('violence')
  return (
    <div className="med-form">
      <p>{w.raiseLead}</p>
      <Field label={w.dangerKind} group>
        <Pills
          value={kind}
          onChange={setKind}
          options={dangerKindCodes.map((value) => ({ value, label: say(dangerKinds[value]) }))}
        />
      </Field>
      <FieldsForm
        fields={[{ id: 'words', label: w.dangerWords, kind: 'lines' }]}
        save={w.dangerSend}
        busy={raise.isPending}
        error={raise.error}
        onSave={(values) => raise.mutate({ params: { caseId: of.id }, body: { kind, words: values.words ?? '' } })}
      />
    </div>
  )
}
