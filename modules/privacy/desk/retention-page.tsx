import './privacy.css'
import { useState } from 'react'
import { bracketed, labelled } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton, WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Line } from '../../matters/desk/public.ts'
import { getRetention, liftHold, type Retention, saveRule, setHold } from '../retention-contract.ts'
import { words } from './words.ts'

type Rule = Retention['rules'][number]

/** `/privacy/retention`: how long each kind is kept, what is erased tonight, what a legal hold keeps. */
export default function RetentionPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(getRetention)
  const tonight = data?.rules.reduce((sum, { dueNow }) => sum + dueNow, 0) ?? 0
  return (
    <Page title={w.retention}>
      <PageHeader title={w.retention} lead={w.keep.lead} above={[{ words: w.title, to: '/privacy' }]} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <>
          <Remark icon="clock">{tonight > 0 ? w.keep.tonight(tonight) : w.keep.nothing}</Remark>
          <div className="privacy-rules">
            {data.rules.map((rule) => (
              <RuleSheet key={rule.code} of={rule} />
            ))}
          </div>
          <Holds of={data.holds} />
        </>
      )}
    </Page>
  )
}

function RuleSheet({ of }: { of: Rule }) {
  const w = useWords(words)
  const lang = useLang()
  const k = w.keep
  const say = useSay()
  const format = useFormat()
  return (
    <Sheet
      title={say(of.words)}
      tools={
        <DialogButton label={labelled(lang, k.change, say(of.words))} short={k.change} icon="edit">
          {(done) => <RuleForm of={of} onDone={done} />}
        </DialogButton>
      }
    >
      <Facts
        rows={[
          {
            label: k.days,
            value: of.next
              ? of.keepDays + bracketed(lang, k.next(of.next.keepDays, format.date(of.next.fromOn)))
              : of.keepDays,
          },
          { label: k.since, value: say(of.since) },
          { label: k.law, value: say(of.law) },
          { label: k.now, value: format.number(of.dueNow) },
          { label: k.soon, value: format.number(of.dueSoon) },
          {
            label: k.erased,
            value: `${format.number(of.erased)}${of.lastErasedAt ? ` · ${k.last(format.moment(of.lastErasedAt))}` : ''}`,
          },
        ]}
      />
    </Sheet>
  )
}

function RuleForm({ of, onDone }: { of: Rule; onDone: () => void }) {
  const k = useWords(words).keep
  const [days, setDays] = useState(String(of.keepDays))
  const [from, setFrom] = useState(today())
  const [why, setWhy] = useState('')
  const save = useCommand(saveRule, { changes: [getRetention], onDone })
  return (
    <div className="ui-stack">
      <Field label={k.days} hint={k.atLeast(of.least)} error={save.error?.field('keepDays')}>
        {(control) => <Line control={control} value={days} onChange={(text) => setDays(text.replace(/\D/g, ''))} />}
      </Field>
      <Field label={k.from} error={save.error?.field('fromOn')}>
        {(control) => <Line control={control} type="date" min={today()} value={from} onChange={setFrom} />}
      </Field>
      <Field label={k.why} error={save.error?.field('why')}>
        {(control) => <Line control={control} value={why} onChange={setWhy} maxLength={300} />}
      </Field>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={save.isPending}
          disabled={why.trim() === '' || days === ''}
          onClick={() =>
            save.mutate({ body: { code: of.code, keepDays: Number(days), fromOn: from, why: why.trim() } })
          }
        >
          {k.save}
        </Button>
      </div>
    </div>
  )
}

function Holds({ of }: { of: Retention['holds'] }) {
  const k = useWords(words).keep
  const format = useFormat()
  const lift = useCommand(liftHold, { changes: [getRetention] })
  return (
    <Sheet
      title={k.holds}
      tools={
        <DialogButton label={k.hold} icon="lock">
          {(done) => <HoldForm onDone={done} />}
        </DialogButton>
      }
    >
      <div className="ui-stack">
        <p className="ui-muted">{k.holdsLead}</p>
        {of.length === 0 && <p>{k.none}</p>}
        {of.map(({ id, number, why, fromAt }) => (
          <div key={id} className="ui-row">
            <span>
              {number} · {format.date(fromAt)} · {why}
            </span>
            <WhyButton
              label={k.lift}
              why={k.liftWhy}
              busy={lift.isPending}
              error={lift.error}
              onTake={(reason, done) => {
                lift.mutate({ params: { holdId: id }, body: { why: reason } })
                done()
              }}
            />
          </div>
        ))}
        <ErrorNote error={lift.error} />
      </div>
    </Sheet>
  )
}

function HoldForm({ onDone }: { onDone: () => void }) {
  const k = useWords(words).keep
  const [number, setNumber] = useState('')
  const [why, setWhy] = useState('')
  const set = useCommand(setHold, { changes: [getRetention], onDone })
  return (
    <div className="ui-stack">
      <Field label={k.number}>
        {(control) => <Line control={control} value={number} onChange={setNumber} maxLength={40} />}
      </Field>
      <Field label={k.why}>
        {(control) => <Line control={control} value={why} onChange={setWhy} maxLength={300} />}
      </Field>
      <ErrorNote error={set.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={set.isPending}
          disabled={number.trim() === '' || why.trim() === ''}
          onClick={() => set.mutate({ body: { number: number.trim(), why: why.trim() } })}
        >
          {k.hold}
        </Button>
      </div>
    </div>
  )
}
