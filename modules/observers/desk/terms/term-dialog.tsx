import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyCode } from '../../../../ui/copy-code.tsx'
import { Facts } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { endTerm, extendTerm, getTerm, handLink, listTerms, type TermView } from '../../contract.ts'
import { words } from '../words.ts'

interface TermProps {
  readonly term: TermView
  readonly keeps: boolean
  readonly onClose: () => void
}

/** One term: what it is, what happened to it, and what can be done. */
export function TermDialog({ term, keeps, onClose }: TermProps) {
  const w = useWords(words).terms
  const ui = useUiWords()
  const lang = useLang()
  const format = useFormat()
  const [doing, setDoing] = useState<'extend' | 'end' | 'link' | null>(null)
  const { data, error } = useEndpoint(getTerm, { params: { termId: term.id } })
  const back = () => setDoing(null)
  if (doing === 'extend') return <ExtendDialog term={term} onClose={back} />
  if (doing === 'end') return <EndDialog term={term} onClose={back} />
  if (doing === 'link') return <LinkDialog term={term} onClose={back} />
  const rows = [
    { label: w.column.role, value: w.role[term.role] },
    { label: w.column.letter, value: term.letterNumber },
    { label: w.column.origin, value: term.origin },
    { label: w.column.place, value: lang === 'en' ? term.place.nameEn : term.place.name },
    { label: w.column.days, value: w.until(format.date(term.fromOn), format.date(term.endedOn ?? term.toOn)) },
    { label: w.column.quarter, value: w.leads(term.quarter.leads, term.quarter.expected) },
  ]
  return (
    <Dialog open wide title={term.personName} onClose={onClose}>
      <div className="ui-stack">
        <Facts rows={rows} />
        <h3>{w.history}</h3>
        <ErrorNote error={error} />
        <ol className="observers-history">
          {data?.history.map((one) => (
            <li key={`${one.at} ${one.change}`}>
              <strong>{w.change[one.change]}</strong> {one.why}
              <span className="ui-small ui-muted">
                {format.moment(one.at)} · {w.by(one.by ?? '', format.date(one.toOn))}
              </span>
            </li>
          ))}
        </ol>
        {keeps && data?.noLink && (
          <Remark icon="link" title={w.noLink}>
            {data.noLink[lang]}
          </Remark>
        )}
        <div className="ui-dialog-ways">
          {keeps && term.state !== 'ended' && (
            <>
              {data && !data.noLink && (
                <Button icon="link" onClick={() => setDoing('link')}>
                  {w.link}
                </Button>
              )}
              <Button icon="calendar" onClick={() => setDoing('extend')}>
                {w.extend}
              </Button>
              <Button look="final" onClick={() => setDoing('end')}>
                {w.end}
              </Button>
            </>
          )}
          <Button onClick={onClose}>{ui.close}</Button>
        </div>
      </div>
    </Dialog>
  )
}

type DoingProps = Omit<TermProps, 'keeps'>

function ExtendDialog({ term, onClose }: DoingProps) {
  const w = useWords(words).terms
  const [toOn, setToOn] = useState('')
  const [why, setWhy] = useState('')
  const send = useCommand(extendTerm, { changes: [listTerms, getTerm], onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.extendTitle(term.personName)}
      confirm={w.extend}
      busy={send.isPending}
      error={send.error}
      notYet={!toOn || why.trim().length < 2}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { termId: term.id }, body: { toOn, why: why.trim() } })}
    >
      <Field label={w.to} error={send.error?.field('toOn')}>
        {(control) => <TextInput control={control} type="date" value={toOn} onChange={setToOn} />}
      </Field>
      <Field label={w.why}>
        {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
    </ConfirmDialog>
  )
}

function EndDialog({ term, onClose }: DoingProps) {
  const w = useWords(words).terms
  const [why, setWhy] = useState('')
  const send = useCommand(endTerm, { changes: [listTerms, getTerm], onDone: onClose })
  return (
    <ConfirmDialog
      open
      final
      title={w.endTitle(term.personName)}
      confirm={w.end}
      busy={send.isPending}
      error={send.error}
      notYet={why.trim().length < 2}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { termId: term.id }, body: { why: why.trim() } })}
    >
      <p>{w.endHint}</p>
      <Field label={w.why}>
        {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
    </ConfirmDialog>
  )
}

/** The link is shown once; who is it for was asked before. */
function LinkDialog({ term, onClose }: DoingProps) {
  const w = useWords(words).terms
  const ui = useUiWords()
  const format = useFormat()
  const send = useCommand(handLink)
  if (!send.data)
    return (
      <ConfirmDialog
        open
        title={w.linkTitle(term.personName)}
        confirm={w.link}
        busy={send.isPending}
        error={send.error}
        onClose={onClose}
        onConfirm={() => send.mutate({ params: { termId: term.id } })}
      />
    )
  return (
    <Dialog open title={w.linkTitle(term.personName)} onClose={onClose}>
      <div className="ui-stack">
        <div className="observers-link">
          <CopyCode code={`${location.origin}/k/${send.data.token}`} label={w.linkTitle(term.personName)} />
        </div>
        <p>{w.linkHint(format.moment(send.data.expiresAt))}</p>
        <div className="ui-dialog-ways">
          <Button look="main" onClick={onClose}>
            {ui.close}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
