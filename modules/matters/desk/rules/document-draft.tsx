import { type ReactNode, useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { Line } from '../parts/inputs.tsx'
import { words } from './words.ts'

/** When the draft begins, and what it rests on. */
export interface SavingAs {
  readonly source: string
  readonly validFrom?: string
}

interface DocumentDraftProps {
  /** What differs, in words; null: nothing. */
  readonly changes: ReactNode
  readonly nothing: string
  readonly backTo: number | null
  readonly tryWords: string
  readonly onTry: () => void
  readonly trying: boolean
  /** What the trial of exactly this draft says; null where it was not tried. */
  readonly trial: ReactNode
  readonly planned: readonly { readonly version: number; readonly validFrom: string }[]
  readonly saves: boolean
  readonly saving: boolean
  readonly error: Error | null
  readonly onSave: (as: SavingAs) => void
  readonly onDrop: () => void
}

/** The draft of a rule that is one document: what it changes, its trial, the saving. */
export function DocumentDraft(props: DocumentDraftProps) {
  const w = useWords(words)
  const { changes, backTo, trial, saves } = props
  return (
    <Sheet title={w.draft} tools={changes && <Button onClick={props.onDrop}>{w.discard}</Button>}>
      {!changes ? (
        <p className="ui-muted">{props.nothing}</p>
      ) : (
        <div className="ui-stack">
          {backTo !== null && <p>{w.wentBack(backTo)}</p>}
          <ul className="ru-changes">{changes}</ul>
          <div>
            <Button look={trial ? 'plain' : 'main'} busy={props.trying} onClick={props.onTry}>
              {props.tryWords}
            </Button>
          </div>
          <div role="status">{trial}</div>
          <ErrorNote error={props.error} />
          {!saves && <Remark>{w.readOnly}</Remark>}
          {saves && trial && <SaveForm {...props} />}
        </div>
      )}
    </Sheet>
  )
}

function SaveForm({ planned, saving, onSave }: DocumentDraftProps) {
  const w = useWords(words)
  const format = useFormat()
  const [from, setFrom] = useState('')
  const [source, setSource] = useState('')
  const [asked, setAsked] = useState(false)
  const submit = () => {
    setAsked(true)
    if (source.trim().length < 2) return
    const validFrom = from ? { validFrom: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}
    onSave({ source: source.trim(), ...validFrom })
  }
  return (
    <>
      <div className="ru-draft">
        <Field
          label={w.source}
          hint={w.sourceHint}
          required
          error={asked && source.trim().length < 2 ? w.sourceMissing : undefined}
        >
          {(control) => <Line control={control} value={source} onChange={setSource} maxLength={200} />}
        </Field>
        <Field label={w.validFrom} hint={w.validFromHint} optional>
          {(control) => <Line control={control} type="date" value={from} onChange={setFrom} />}
        </Field>
      </div>
      {planned.map(({ version, validFrom }) => (
        <Remark key={version}>{w.replaces(version, format.moment(validFrom))}</Remark>
      ))}
      <div>
        <Button look="main" busy={saving} onClick={submit}>
          {w.save}
        </Button>
      </div>
    </>
  )
}

interface Version {
  readonly version: number
  readonly state: 'in_force' | 'planned' | 'passed_over' | 'earlier'
  readonly validFrom: string
  readonly savedAt: string | null
  readonly authorName: string | null
  readonly source: string | null
  readonly backTo: number | null
}

interface DocumentVersionsProps<V extends Version> {
  readonly versions: readonly V[]
  readonly inForce: number
  readonly changesOf: (before: V, after: V) => ReactNode
  readonly triedOf: (version: V) => string | null
  readonly onRestore: (version: V) => void
}

/** Who changed what when, the newest first; any other version can be taken up again as a draft. */
export function DocumentVersions<V extends Version>(props: DocumentVersionsProps<V>) {
  const { versions, inForce } = props
  const w = useWords(words)
  const format = useFormat()
  const facts = (one: V) => [
    // What nobody saved yet began on no day.
    one.validFrom > '1971' && w.since(format.moment(one.validFrom)),
    one.authorName ? w.by(one.authorName) : w.fromProgram,
    one.savedAt && w.savedAt(format.moment(one.savedAt)),
    one.source,
    one.backTo !== null && w.wentBack(one.backTo),
  ]
  return (
    <Sheet title={w.history}>
      <ol className="ru-versions">
        {versions.map((one, n) => {
          const before = versions[n + 1]
          return (
            <li key={one.version} className="ru-version">
              <div className="ui-row">
                <strong>{w.version(one.version)}</strong>
                <StatusWord words={w.state[one.state]} tone={one.state === 'in_force' ? 'active' : 'plain'} />
                {one.version !== inForce && (
                  <Button look="quiet" icon="undo" onClick={() => props.onRestore(one)}>
                    {w.restore(one.version)}
                  </Button>
                )}
              </div>
              <p className="ui-muted ui-small">{facts(one).filter(Boolean).join(' · ')}</p>
              {before && <ul className="ru-changes">{props.changesOf(before, one)}</ul>}
              <p className="ui-muted ui-small">{props.triedOf(one)}</p>
            </li>
          )
        })}
      </ol>
    </Sheet>
  )
}
