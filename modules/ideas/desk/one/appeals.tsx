import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Lines } from '../../../matters/desk/public.ts'
import { decideAppeal, type IdeaView } from '../../contract.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

type Appeal = IdeaView['appeals'][number]

/** Appeals against what was hidden, the open ones with what decides them. */
export function Appeals({ of }: { of: IdeaView }) {
  const w = useWords(words).one
  const format = useFormat()
  if (of.appeals.length === 0) return null
  return (
    <Sheet title={w.appeal}>
      {of.appeals.map((appeal) => (
        <div key={appeal.id} className="ideas-remark">
          {appeal.remarkId && (
            <p className="ui-small ui-muted">{of.remarks.find(({ id }) => id === appeal.remarkId)?.words}</p>
          )}
          <p className="ideas-text">{appeal.words}</p>
          <p className="ui-small ui-muted">{format.moment(appeal.at)}</p>
          {appeal.decision ? (
            <p>
              <strong>{w.decided[appeal.decision]}</strong> {appeal.decidedWords}
            </p>
          ) : appeal.mayDecide ? (
            <Decide of={of} appeal={appeal} />
          ) : (
            <p className="ui-muted">{w.appealSecond}</p>
          )}
        </div>
      ))}
    </Sheet>
  )
}

function Decide({ of, appeal }: { of: IdeaView; appeal: Appeal }) {
  const w = useWords(words).one
  const [said, setSaid] = useState('')
  const send = useCommand(decideAppeal, { changes })
  const decide = (restore: boolean) =>
    send.mutate({ params: { ideaId: of.id, appealId: appeal.id }, body: { restore, words: said.trim() } })
  const notYet = said.trim() === ''
  return (
    <div className="ui-stack">
      <Field label={w.appealWords} error={send.error?.field('words')}>
        {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={500} />}
      </Field>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button look="main" busy={send.isPending} disabled={notYet} onClick={() => decide(true)}>
          {w.restore}
        </Button>
        <Button busy={send.isPending} disabled={notYet} onClick={() => decide(false)}>
          {w.uphold}
        </Button>
      </div>
    </div>
  )
}
