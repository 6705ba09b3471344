import { useEffect } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Tick } from '../../../ui/pocket/inputs.tsx'
import { consentText, consentTextChanged } from '../contract.ts'
import { ConsentText } from './consent-text.tsx'
import { words } from './consent-words.ts'

interface ConsentFieldProps {
  readonly purpose: string
  /** Above the text. */
  readonly label: string
  /** Beside the tick; left out where staff tick that the version was shown. */
  readonly tick?: string
  /** The version that was ticked; null: none. */
  readonly version: number | null
  readonly onChange: (version: number | null) => void
  readonly error?: string | undefined
  /** The form's refusal: where it says that the text changed, the new one is fetched and stands there, not ticked. */
  readonly refused: { readonly reason: string } | null
}

/** The text in force with its number and day, and the tick under it. */
export function ConsentField({ purpose, label, tick, version, onChange, error, refused }: ConsentFieldProps) {
  const w = useWords(words)
  const { data, error: failed, refetch } = useEndpoint(consentText, { params: { purpose } })
  const changed = refused?.reason === consentTextChanged
  useEffect(() => {
    if (changed) void refetch()
  }, [changed, refetch])
  // Only what stands there can have been ticked.
  const other = version !== null && data !== undefined && data.version !== version
  useEffect(() => {
    if (other) onChange(null)
  }, [other, onChange])
  return (
    <Field label={label} group error={error}>
      {!data && !failed && <p className="ui-muted">{w.loading}</p>}
      {!data && <ErrorNote error={failed} onRetry={() => void refetch()} />}
      {data && (
        <>
          <ConsentText {...data} />
          <Tick checked={version === data.version} onChange={(yes) => onChange(yes ? data.version : null)}>
            {tick ?? w.shown(data.version)}
          </Tick>
        </>
      )}
    </Field>
  )
}
