import './ideas.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import QrCode from '../../../ui/qr-code.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { Line, useNameOf } from '../../matters/desk/public.ts'
import { type CallView, getCall, numberForms } from '../contract.ts'
import { callAddress } from '../web/show.ts'
import { words } from './words.ts'

const most = 200
type Taken = ResponseOf<typeof numberForms>

/** `/ideas/:callId/forms`: paper forms for who has no phone; each copy takes a running number before it is printed. */
export default function FormsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const callId = useParam('callId') as CallView['id']
  const { data, error } = useEndpoint(getCall, { params: { callId } })
  const [copies, setCopies] = useState('1')
  const take = useCommand(numberForms, { changes: [getCall] })
  const n = Number(copies)
  const taken = take.data
  return (
    <main className="ideas-sheet">
      <div className="ui-stack ui-noprint">
        <div className="ui-row">
          <Button icon="back" to={`/ideas/${callId}/call`}>
            {w.print.back}
          </Button>
          {taken && (
            <Button look="main" icon="file" onClick={() => window.print()}>
              {w.print.print}
            </Button>
          )}
        </div>
        <h1>{data ? `${data.title} · ${w.forms}` : error ? w.forms : ui.loading}</h1>
        <ErrorNote error={error} />
        <Field label={w.print.copies}>
          {(control) => (
            <Line
              control={control}
              value={copies}
              onChange={(typed) => setCopies(typed.replace(/\D/g, '').slice(0, 3))}
            />
          )}
        </Field>
        <ErrorNote error={take.error} />
        <div>
          <Button
            icon="file"
            busy={take.isPending}
            disabled={!(n >= 1 && n <= most)}
            onClick={() => take.mutate({ params: { callId }, body: { copies: n } })}
          >
            {w.print.take}
          </Button>
        </div>
      </div>
      {data &&
        taken &&
        numbers(taken).map((number) => <PaperForm key={number} of={data} number={number} consent={taken.consent} />)}
    </main>
  )
}

const numbers = ({ first, last }: Taken): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at)

interface PaperFormProps {
  readonly of: CallView
  readonly number: number
  readonly consent: Taken['consent']
}

function PaperForm({ of, number, consent }: PaperFormProps) {
  const w = useWords(words).print
  const nameOf = useNameOf()
  const format = useFormat()
  const say = useSay()
  return (
    <section className="ideas-paper" aria-label={w.number(number)}>
      <header>
        <div className="ui-stack">
          <h2>{w.formTitle}</h2>
          <strong>{of.title}</strong>
          <span>
            {nameOf(of.place)} · {w.until(format.shortDay(of.untilOn))}
          </span>
          <span className="ui-muted">{w.hand}</span>
        </div>
        <div>
          <div className="ideas-number">{w.number(number)}</div>
          <QrCode className="ideas-paper-scan" text={callAddress(of.code)} label={w.scan} />
        </div>
      </header>
      <div className="ideas-blanks">
        <div className="ideas-blank ideas-line">{w.name}</div>
        <div className="ideas-blank ideas-line">{w.phone}</div>
      </div>
      <div className="ideas-blank ideas-line">{w.spot}</div>
      <div className="ideas-blank ideas-lines">{w.idea}</div>
      <div className="ideas-tick ideas-agreed">
        <div>
          <strong>{w.consent(consent.version)}</strong>
          <p>{say(consent)}</p>
        </div>
      </div>
      {of.mayBeAnonymous && <div className="ideas-tick">{w.anonymous}</div>}
      <div className="ideas-blanks">
        <div className="ideas-blank ideas-line">{w.sign}</div>
        <div className="ideas-blank ideas-line">{w.typed}</div>
      </div>
    </section>
  )
}
