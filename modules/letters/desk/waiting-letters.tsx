import { useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { ThingLine } from '../../../ui/desk/thing-line.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { dismissLetter, fileLetter, type LetterView, listLetters, listMailboxes } from '../contract.ts'
import { words } from './words.ts'

const ofPage = 20
const changes = [listLetters, listMailboxes]

/** Letters that did not become matters by themselves, each with its reason; nothing where none waits. */
export function WaitingLetters() {
  const w = useWords(words)
  const [page, setPage] = useState(1)
  const { data, error, refetch } = useEndpoint(listLetters, { query: { page } }, { refetchInterval: 15_000 })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data || (data.letters.length === 0 && page === 1)) return null
  return (
    <Sheet title={w.waiting(data.total)}>
      <p className="ui-muted">{w.waitingText}</p>
      {data.letters.map((letter) => (
        <LetterLine key={letter.id} of={letter} />
      ))}
      <div className="ui-row">
        {page > 1 && <Button onClick={() => setPage(page - 1)}>{w.before}</Button>}
        {data.total > page * ofPage && <Button onClick={() => setPage(page + 1)}>{w.more}</Button>}
      </div>
    </Sheet>
  )
}

function LetterLine({ of }: { of: LetterView }) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const file = useCommand(fileLetter, { changes })
  const dismiss = useCommand(dismissLetter, { changes })
  const subject = of.subject || w.noSubject
  const params = { letterId: of.id }
  return (
    <ThingLine
      name={subject}
      mark={<StatusWord words={w.reasons[of.reason] ?? of.reason} />}
      facts={[of.from, of.mailbox, format.moment(of.at)]}
      actions={
        <>
          <Button label={w.fileOf(subject)} busy={file.isPending} onClick={() => file.mutate({ params, body: {} })}>
            {w.file}
          </Button>
          <Button
            look="quiet"
            label={w.dismissOf(subject)}
            busy={dismiss.isPending}
            onClick={() => dismiss.mutate({ params, body: {} })}
          >
            {w.dismiss}
          </Button>
        </>
      }
    >
      {of.words && <p className="letter-words">{of.words.slice(0, 600)}</p>}
      {of.attached.length > 0 && <div className="ui-muted">{w.attached(listed(lang, of.attached))}</div>}
      <ErrorNote error={file.error ?? dismiss.error} />
    </ThingLine>
  )
}
