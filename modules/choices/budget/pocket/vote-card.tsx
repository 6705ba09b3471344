import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyCode } from '../../../../ui/copy-code.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../../ui/pocket/parts.tsx'
import { type BallotPaper, castBallot, myBallots, readPaper } from '../contract.ts'
import { MarkItems } from '../web/ballot-form.tsx'
import { newSeed, useBudget } from '../web/show.ts'
import { words } from './words.ts'

type Way = 'own' | 'code'

/** One's own vote; and for families one after another with codes. */
export function VoteCard({ of }: { of: BallotPaper }) {
  const w = useWords(words)
  const say = useSay()
  const mayOwn = of.signedIn && of.noVote === null && !of.voted
  const [way, setWay] = useState<Way | null>(null)
  const [receipt, setReceipt] = useState<string | null>(null)
  const now: Way | null = way ?? (mayOwn ? 'own' : null)
  if (receipt)
    return (
      <Receipt
        receipt={receipt}
        onAnother={() => {
          setReceipt(null)
          setWay('code')
        }}
      />
    )
  if (now)
    return (
      <Card title={now === 'own' ? w.mine : w.withCode}>
        <BallotForm key={now} of={of} byCode={now === 'code'} onDone={setReceipt} />
        {now === 'own' && (
          <Button look="quiet" wide onClick={() => setWay('code')}>
            {w.forAnother}
          </Button>
        )}
      </Card>
    )
  return (
    <Card title={w.mine}>
      <div className="ui-stack">
        {of.voted && <p>{w.voted}</p>}
        {!of.voted && of.signedIn && of.noVote && <p className="ui-muted">{say(of.noVote)}</p>}
        {!of.signedIn && (
          <Button look="main" tall wide to="/sign-in">
            {w.signIn}
          </Button>
        )}
        <Button icon="key" wide onClick={() => setWay('code')}>
          {of.signedIn ? w.forAnother : w.withCode}
        </Button>
      </div>
    </Card>
  )
}

interface FormProps {
  readonly of: BallotPaper
  readonly byCode: boolean
  readonly onDone: (receipt: string) => void
}

function BallotForm({ of, byCode, onDone }: FormProps) {
  const w = useWords(words)
  const [marks, setMarks] = useState<readonly number[]>(() => of.items.map(() => 0))
  const [code, setCode] = useState('')
  const [affirmed, setAffirmed] = useState(false)
  const [checking, setChecking] = useState(false)
  // One seed a ballot: pressing again after a lost answer finds the same ballot.
  const [seed] = useState(newSeed)
  const send = useCommand(castBallot, {
    changes: [readPaper, myBallots],
    onDone: ({ receipt }) => onDone(receipt),
  })
  const ready = marks.some((mark) => mark > 0) && affirmed && (!byCode || code.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) setChecking(true)
  }
  const cast = () =>
    send.mutate({
      params: { code: of.code },
      body: { marks: [...marks], seed, ...(byCode ? { code: code.trim() } : {}) },
    })
  return (
    <form className="ui-stack" onSubmit={submit}>
      {byCode && (
        <Field label={w.code} hint={w.codeHint} error={send.error?.field('code')}>
          {(control) => (
            <TextInput control={control} value={code} onChange={setCode} maxLength={20} autoComplete="off" />
          )}
        </Field>
      )}
      <MarkItems of={of} marks={marks} onChange={setMarks} />
      <Tick checked={affirmed} onChange={setAffirmed}>
        {w.affirm}
      </Tick>
      <BigButton type="submit" icon="check" disabled={!ready}>
        {w.check}
      </BigButton>
      <Sheet open={checking} title={w.check} onClose={() => setChecking(false)}>
        <div className="ui-stack">
          <p>{w.checkLead}</p>
          <Chosen of={of} marks={marks} />
          <ErrorNote error={send.error} />
          <BigButton icon="send" busy={send.isPending} onClick={cast}>
            {w.cast}
          </BigButton>
          <Button wide onClick={() => setChecking(false)}>
            {w.back}
          </Button>
        </div>
      </Sheet>
    </form>
  )
}

/** What a ballot says, in words: to be read before it is cast. */
export function Chosen({ of, marks }: { of: Pick<BallotPaper, 'items' | 'kind'>; marks: readonly number[] }) {
  const { yuan, titleOf } = useBudget()
  const mark = (n: number) => marks[n - 1] ?? 0
  const named = of.items.filter(({ n }) => mark(n) > 0)
  const shown = of.kind === 'ranked' ? named.toSorted((a, b) => mark(a.n) - mark(b.n)) : named
  return (
    <ul className="vote-outcome">
      {shown.map((item) => (
        <li key={item.n} className="vote-item-head">
          <span>
            {of.kind === 'ranked' && `${mark(item.n)}. `}
            {titleOf(item)}
            {of.kind === 'points' && ` × ${mark(item.n)}`}
          </span>
          <span className="vote-cost">{yuan(item.costFen)}</span>
        </li>
      ))}
    </ul>
  )
}

function Receipt({ receipt, onAnother }: { receipt: string; onAnother: () => void }) {
  const w = useWords(words)
  return (
    <Card title={w.done}>
      <div className="ui-stack">
        <div className="vote-receipt">
          <CopyCode code={receipt} label={w.receipt} />
        </div>
        <Remark icon="info">{w.receiptHint}</Remark>
        <Button wide onClick={onAnother}>
          {w.another}
        </Button>
      </div>
    </Card>
  )
}
