import { type FormEvent, useState } from 'react'
import type { FileId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { PhotoInput } from '../../../ui/photo-input.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Choices, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, ListRow, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { busy, idsOf, sendWhenOnline } from '../../matters/pocket/public.ts'
import { myQuestions, type QuestionRow, type RollRow, rollOf, takeVote } from '../contract.ts'
import { type Choice, choices } from '../threshold.ts'
import { useCounted } from '../web/show.ts'
import { words } from './words.ts'

/** `/doors/$questionId`: from door to door, with what was said there. */
export default function DoorPage() {
  const w = useWords(words)
  const { area, rooms } = useCounted()
  const questionId = useParam('questionId') as QuestionRow['id']
  const [q, setQ] = useState('')
  const [left, setLeft] = useState(true)
  const [limit, setLimit] = useState(50)
  const [at, setAt] = useState<RollRow | null>(null)
  const query = { ...(q.trim() ? { q: q.trim() } : {}), ...(left ? { voted: 'no' as const } : {}), limit }
  const { data, error, refetch } = useEndpoint(rollOf, { params: { questionId }, query })
  return (
    <>
      <AppBar title={data?.title ?? w.taking} back="/questions" />
      <Screen>
        <Field label={w.search}>
          {(control) => <TextInput control={control} type="search" value={q} onChange={setQ} />}
        </Field>
        <Tick checked={left} onChange={setLeft}>
          {w.left}
        </Tick>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data?.rows.length === 0 && <EmptyState icon="check" title={w.noRows} />}
        {data && data.rows.length > 0 && (
          <Card flush>
            {data.rows.map((row) => (
              <ListRow
                key={row.ownerId}
                title={rooms(row)}
                note={`${row.name} · ${area(row.areaCm2)}`}
                mark={row.vote && <StatusWord words={w.tick} tone="done" />}
                onClick={() => setAt(row)}
              />
            ))}
          </Card>
        )}
        {data && data.total > data.rows.length && limit < 200 && (
          <Button wide onClick={() => setLimit(200)}>
            {w.more}
          </Button>
        )}
        <Sheet open={at !== null} title={at ? rooms(at) : w.take} onClose={() => setAt(null)}>
          {at && (
            <TakeForm questionId={questionId} row={at} follows={data?.followRule !== null} onDone={() => setAt(null)} />
          )}
        </Sheet>
      </Screen>
    </>
  )
}

interface TakeFormProps {
  readonly questionId: QuestionRow['id']
  readonly row: RollRow
  readonly follows: boolean
  readonly onDone: () => void
}

function TakeForm({ questionId, row, follows, onDone }: TakeFormProps) {
  const w = useWords(words)
  const { w: n } = useCounted()
  const [choice, setChoice] = useState<Choice | null>(null)
  const [why, setWhy] = useState('')
  const [photos, setPhotos] = useState<Parameters<typeof PhotoInput>[0]['photos']>([])
  const send = useCommand(takeVote, {
    changes: [rollOf, myQuestions],
    onDone: () => {
      toast(w.taken)
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!choice) return
    const slipIds = idsOf(photos) as FileId[]
    const channel = slipIds.length > 0 ? ('paper' as const) : ('door' as const)
    const body = { ownerId: row.ownerId, choice, channel, slipIds, ...(row.vote ? { why: why.trim() } : {}) }
    send.mutate({ params: { questionId }, body })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <p className="ui-muted">{row.name}</p>
      {row.vote && <p>{w.before}</p>}
      <Field label={w.choose} group>
        <Choices
          name="choice"
          value={choice}
          onChange={(next) => setChoice(choices.find((one) => one === next) ?? null)}
          options={choices
            .filter((value) => value !== 'follow' || follows)
            .map((value) => ({ value, label: n.choice[value] }))}
        />
      </Field>
      <Field label={w.slip} group>
        <PhotoInput photos={photos} onChange={setPhotos} {...sendWhenOnline()} />
      </Field>
      {row.vote && (
        <Field label={w.why}>
          {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={300} />}
        </Field>
      )}
      <ErrorNote error={send.error} />
      <BigButton
        type="submit"
        icon="check"
        busy={send.isPending}
        disabled={!choice || busy(photos) || (row.vote !== null && why.trim() === '')}
      >
        {w.takeSave}
      </BigButton>
    </form>
  )
}
