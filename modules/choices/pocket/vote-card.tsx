import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Choices, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { type MyHead, myQuestions, type NoticeView, readNotice, voteMyself } from '../contract.ts'
import { type Choice, choices } from '../threshold.ts'
import { useCounted } from '../web/show.ts'
import { words } from './words.ts'

/** One's own vote: to cast, to see, to change with a reason. */
export function VoteCard({ of }: { of: NoticeView }) {
  const w = useWords(words)
  const say = useSay()
  if (!of.signedIn)
    return of.noVotes ? null : (
      <Card title={w.mine}>
        <div className="ui-stack">
          <p className="ui-muted">{w.signInHint}</p>
          <Button look="main" tall wide to="/sign-in">
            {w.signIn}
          </Button>
        </div>
      </Card>
    )
  if (of.mine.length === 0)
    return of.noVotes ? null : (
      <Card title={w.mine}>
        <p className="ui-muted">{w.notOwner}</p>
      </Card>
    )
  return (
    <>
      {of.mine.map((head) => (
        <Head key={head.ownerId} of={of} head={head} />
      ))}
      {of.noVotes && <p className="ui-muted ui-small">{say(of.noVotes)}</p>}
    </>
  )
}

function Head({ of, head }: { of: NoticeView; head: MyHead }) {
  const w = useWords(words)
  const { w: n, area, rooms } = useCounted()
  const [changing, setChanging] = useState(false)
  const { vote } = head
  return (
    <Card title={w.mine}>
      <div className="ui-stack">
        <p className="ui-muted">
          {rooms(head)} · {area(head.areaCm2)}
        </p>
        {vote?.choice && (
          <p>
            <strong>{w.voted(n.choice[vote.choice])}</strong>{' '}
            <span className="ui-muted">{w.how(n.channel[vote.channel], vote.takenBy)}</span>
          </p>
        )}
        {!of.noVotes && vote && !changing && <Button onClick={() => setChanging(true)}>{w.change}</Button>}
        {!of.noVotes && (!vote || changing) && <VoteForm of={of} head={head} onDone={() => setChanging(false)} />}
      </div>
    </Card>
  )
}

function VoteForm({ of, head, onDone }: { of: NoticeView; head: MyHead; onDone: () => void }) {
  const w = useWords(words)
  const { w: n } = useCounted()
  const [choice, setChoice] = useState<Choice | null>(null)
  const [why, setWhy] = useState('')
  const send = useCommand(voteMyself, {
    changes: [readNotice, myQuestions],
    onDone: () => {
      toast(w.done)
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!choice) return
    const body = { ownerId: head.ownerId, choice, ...(head.vote ? { why: why.trim() } : {}) }
    send.mutate({ params: { code: of.code }, body })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.choose} group>
        <Choices
          name={`vote-${head.ownerId}`}
          value={choice}
          onChange={(next) => setChoice(choices.find((one) => one === next) ?? null)}
          options={choices
            .filter((value) => value !== 'follow' || of.followRule)
            .map((value) => ({ value, label: n.choice[value] }))}
        />
      </Field>
      {head.vote && (
        <Field label={w.why}>
          {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={300} />}
        </Field>
      )}
      <ErrorNote error={send.error} />
      <BigButton
        type="submit"
        icon="check"
        busy={send.isPending}
        disabled={!choice || (head.vote !== null && why.trim() === '')}
      >
        {w.vote}
      </BigButton>
    </form>
  )
}
