import { useState } from 'react'
import type { Endpoint } from '../../../../kernel/contract/endpoint.ts'
import type { LooseArgs } from '../../../../kernel/web/client.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { today } from '../../../../kernel/web/today.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'

export interface ExportButtonProps {
  readonly endpoint: Endpoint
  readonly query: LooseArgs['query']
  readonly params?: LooseArgs['params']
  /** Of the file, without its day and ending. */
  readonly name: string
  readonly words: string
  /** Read aloud where several buttons say the same. */
  readonly label?: string
  readonly disabled?: boolean
  readonly ending?: 'xlsx' | 'csv' | 'pdf'
}

/** Saves what a list shows as a file (.xlsx unless said otherwise); what is refused is said beside the button. */
export function ExportButton({
  endpoint,
  query,
  params,
  name,
  words,
  label,
  disabled,
  ending = 'xlsx',
}: ExportButtonProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const save = async () => {
    setBusy(true)
    setError(null)
    await saveFile(endpoint, { query, ...(params ? { params } : {}) }, `${name} ${today()}.${ending}`).catch(setError)
    setBusy(false)
  }
  return (
    <>
      <ErrorNote error={error} />
      <Button
        look="quiet"
        icon="download"
        busy={busy}
        onClick={() => void save()}
        {...(label ? { label } : {})}
        {...(disabled ? { disabled } : {})}
      >
        {words}
      </Button>
    </>
  )
}
