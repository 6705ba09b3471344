import { type FormEvent, useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyCode } from '../../../../ui/copy-code.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useParam } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { useSettled } from '../../../matters/pocket/public.ts'
import { type BallotPaper, listVoters, readPaper, typeBallot, type VoterRow } from '../contract.ts'
import { MarkItems } from '../web/ballot-form.tsx'
import { newSeed } from '../web/show.ts'
import { words } from './words.ts'

/** `/v/$code/paper`: a helper types in what somebody on the register put on paper. */
export default function PaperPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(readPaper, { params: { code } })
  return (
    <>
      <AppBar title={w.paper} back={`/v/${code}`} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data?.noBallots && <Remark icon="info">{say(data.noBallots)}</Remark>}
        {data && !data.noBallots && <Typing of={data} />}
      </Screen>
    </>
  )
}

function Typing({ of }: { of: BallotPaper }) {
  const w = useWords(words)
  const [voter, setVoter] = useState<VoterRow | null>(null)
  const [receipt, setReceipt] = useState<string | null>(null)
  const next = () => {
    setVoter(null)
    setReceipt(null)
  }
  if (receipt)
    return (
      <Card title={w.receipt}>
        <div className="ui-stack">
          <div className="vote-receipt">
            <CopyCode code={receipt} label={w.receipt} />
          </div>
          <p>{w.handOver}</p>
          <BigButton onClick={next}>{w.next}</BigButton>
        </div>
      </Card>
    )
  return voter ? (
    <PaperForm of={of} voter={voter} onDone={setReceipt} onBack={next} />
  ) : (
    <Voters of={of} onChoose={setVoter} />
  )
}

function Voters({ of, onChoose }: { of: BallotPaper; onChoose: (voter: VoterRow) => void }) {
  const w = useWords(words)
  const [typed, setTyped] = useState('')
  const q = useSettled(typed, 300).trim()
  const { data, error } = useEndpoint(listVoters, {
    params: { budgetId: of.id },
    query: { voted: 'no', limit: 30, ...(q ? { q } : {}) },
  })
  return (
    <>
      <Card>
        <div className="ui-stack">
          <p className="ui-muted">{w.paperHint}</p>
          <Field label={w.voter}>
            {(control) => (
              <TextInput control={control} type="search" value={typed} onChange={setTyped} maxLength={40} />
            )}
          </Field>
          <ErrorNote error={error} />
          {data?.total === 0 && <p>{w.noVoters}</p>}
        </div>
      </Card>
      {data && data.rows.length > 0 && (
        <Card flush>
          {data.rows.map((row) => (
            <ListRow key={row.id} title={row.name} note={row.household} onClick={() => onChoose(row)} />
          ))}
        </Card>
      )}
    </>
  )
}

interface PaperFormProps {
  readonly of: BallotPaper
  readonly voter: VoterRow
  readonly onDone: (receipt: string) => void
  readonly onBack: () => void
}

function PaperForm({ of, voter, onDone, onBack }: PaperFormProps) {
  const w = useWords(words)
  const ui = useUiWords()
  const [marks, setMarks] = useState<readonly number[]>(() => of.items.map(() => 0))
  const [seed] = useState(newSeed)
  const send = useCommand(typeBallot, {
    changes: [listVoters, readPaper],
    onDone: ({ receipt }) => onDone(receipt),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ params: { budgetId: of.id }, body: { voterId: voter.id, marks: [...marks], seed } })
  }
  return (
    <Card title={w.typeFor(voter.name)}>
      <form className="ui-stack" onSubmit={submit}>
        <p className="ui-muted">{voter.household}</p>
        <MarkItems of={of} marks={marks} onChange={setMarks} />
        <ErrorNote error={send.error} />
        <BigButton type="submit" icon="check" busy={send.isPending}>
          {w.saveFor}
        </BigButton>
        <Button wide onClick={onBack}>
          {ui.cancel}
        </Button>
      </form>
    </Card>
  )
}
