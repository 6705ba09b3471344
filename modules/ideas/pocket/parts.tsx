import { useState } from 'react'
import { urlOf } from '../../../kernel/web/client.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { readFile } from '../../files/contract.ts'
import { useMe, useNames } from '../../matters/pocket/public.ts'
import { atCall, endorseIdea, getIdea, type IdeaRow, type IdeaView, ideasOfCall, myIdeas } from '../contract.ts'
import { ideaBook } from '../idea-words.ts'
import { ideaTones } from '../web/show.ts'
import { words } from './words.ts'

/** Readings that are out of date after something was done with an idea. */
export const changes = [getIdea, ideasOfCall, myIdeas, atCall]

/** Ideas one below the other; what is plain (published) needs no word. */
export function IdeaList({ rows, title }: { rows: readonly IdeaRow[]; title?: string }) {
  return (
    <Card flush {...(title ? { title } : {})}>
      {rows.map((row) => (
        <IdeaLine key={row.id} row={row} />
      ))}
    </Card>
  )
}

function IdeaLine({ row }: { row: IdeaRow }) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  const nameOf = useNames()
  const [photo] = row.fileIds
  return (
    <Go to={`/ideas/${row.id}`} className="ip-idea">
      <span>
        <span className="ip-marks">
          <strong>{row.title}</strong>
          {row.state !== 'published' && <StatusWord words={book.ideaState[row.state]} tone={ideaTones[row.state]} />}
        </span>
        <p className="ui-small">{row.excerpt}</p>
        <span className="ip-foot">
          {row.endorsements > 0 && <span className="ip-many">{w.endorsements(row.endorsements)}</span>}
          {row.endorsed && <span>{w.endorsed}</span>}
          {row.members > 0 && <span>{w.members(row.members)}</span>}
          <span>{nameOf(row.place)}</span>
          <span>{row.author ?? w.anonymous}</span>
        </span>
      </span>
      {photo && (
        <img
          className="ip-thumb"
          alt=""
          loading="lazy"
          src={urlOf(readFile, { params: { fileId: photo }, query: { size: 'thumb' } })}
        />
      )}
    </Go>
  )
}

interface EndorseProps {
  readonly of: Pick<IdeaView, 'id' | 'endorsed' | 'mine'>
  readonly receipt?: string | undefined
  /** Where to come back to after signing in. */
  readonly here: string
  readonly onDone?: () => void
}

/** Endorses, or takes it back; whoever is not signed in is led there. A receipt from a paper form stands for its elder. */
export function EndorseButton({ of, receipt, here, onDone }: EndorseProps) {
  const w = useWords(words)
  const me = useMe()
  const [done, setDone] = useState(of.endorsed)
  const send = useCommand(endorseIdea, {
    changes,
    onDone: (_, { body }) => {
      setDone(body.endorse)
      toast(body.endorse ? w.endorsed : w.takenBack)
      if (body.endorse) onDone?.()
    },
  })
  if (of.mine) return null
  if (!me && !receipt)
    return (
      <div>
        <p className="ui-small">
          {w.signIn}{' '}
          <Button look="quiet" to={`/sign-in?next=${encodeURIComponent(here)}`}>
            {w.signInGo}
          </Button>
        </p>
        <ByReceipt ideaId={of.id} />
      </div>
    )
  const press = (endorse: boolean) =>
    send.mutate({ params: { ideaId: of.id }, body: { endorse, ...(receipt && !me ? { receipt } : {}) } })
  return (
    <>
      <Button icon="heart" look={done ? 'quiet' : 'plain'} busy={send.isPending} onClick={() => press(!done)}>
        {done ? w.takeBack : w.endorse}
      </Button>
      <ErrorNote error={send.error} />
    </>
  )
}

/** An elder without an account endorses by the code that a helper wrote down for them. */
function ByReceipt({ ideaId }: { ideaId: IdeaView['id'] }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const send = useCommand(endorseIdea, {
    changes,
    onDone: () => {
      toast(w.endorsed)
      setOpen(false)
    },
  })
  if (!open)
    return (
      <Button look="quiet" onClick={() => setOpen(true)}>
        {w.byReceipt}
      </Button>
    )
  const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ params: { ideaId }, body: { endorse: true, receipt: code } })
      }}
    >
      <Field label={w.receiptCode}>
        {(control) => (
          <TextInput control={control} value={typed} onChange={setTyped} maxLength={24} autoComplete="off" />
        )}
      </Field>
      <ErrorNote error={send.error} />
      <Button type="submit" icon="heart" busy={send.isPending} disabled={code.length !== 10}>
        {w.byReceiptGo}
      </Button>
    </form>
  )
}
