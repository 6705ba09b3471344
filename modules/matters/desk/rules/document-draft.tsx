import type { ReactNode } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { SaveForm, type SaveFormProps } from './save-form.tsx'
import { words } from './words.ts'

interface DocumentDraftProps extends Pick<SaveFormProps, 'planned' | 'saving' | 'onSave' | 'note'> {
  /** What differs, in words; null: nothing. */
  readonly changes: ReactNode
  readonly nothing: string
  readonly backTo: number | null
  readonly tryWords: string
  readonly onTry: () => void
  readonly trying: boolean
  /** What the trial of exactly this draft says; null where it was not tried. */
  readonly trial: ReactNode
  /** Another draft was tried before this one. */
  readonly stale?: boolean
  readonly saves: boolean
  readonly error: Error | null
  /** What this rule asks for beside source and day. */
  readonly fields?: ReactNode
  readonly onDrop: () => void
}

/** The draft of a rule: what it changes, its trial, the saving. */
export function DocumentDraft(props: DocumentDraftProps) {
  const w = useWords(words)
  const { changes, backTo, trial, saves, planned = [], saving, onSave, note, fields } = props
  return (
    <Sheet title={w.draft} tools={changes && <Button onClick={props.onDrop}>{w.discard}</Button>}>
      {!changes ? (
        <p className="ui-muted">{props.nothing}</p>
      ) : (
        <div className="ui-stack">
          {backTo !== null && <p>{w.backTo(backTo)}</p>}
          <ul className="ru-changes">{changes}</ul>
          <div>
            <Button look={trial ? 'plain' : 'main'} busy={props.trying} onClick={props.onTry}>
              {props.tryWords}
            </Button>
          </div>
          {props.stale && <Remark>{w.tryAgain}</Remark>}
          {trial}
          <ErrorNote error={props.error} />
          {!saves && <Remark>{w.readOnly}</Remark>}
          {saves && trial && (
            <SaveForm planned={planned} saving={saving} onSave={onSave} note={note}>
              {fields}
            </SaveForm>
          )}
        </div>
      )}
    </Sheet>
  )
}
