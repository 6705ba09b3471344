import './import.css'
import { type DragEvent, useId, useState } from 'react'
import type { Endpoint, ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { upload } from '../../../../kernel/web/upload.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { Bar } from './bar.tsx'
import { words } from './words.ts'

export interface DropZoneProps<E extends Endpoint> {
  /** What takes the sheet. */
  readonly endpoint: E
  readonly params?: object
  /** Endings of files that are taken; `.xlsx` if left out. */
  readonly endings?: readonly string[]
  /** What it says of such files, where they are not sheets alone. */
  readonly say?: { readonly drop: string; readonly limit: string; readonly wrong: string }
  readonly onUploaded: (it: ResponseOf<E>) => void
}

const sheets: readonly string[] = ['.xlsx']
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Takes one sheet, dropped or chosen, and sends it. */
export function DropZone<E extends Endpoint>({
  endpoint,
  params,
  endings = sheets,
  say,
  onUploaded,
}: DropZoneProps<E>) {
  const w = useWords(words)
  const input = useId()
  const [over, setOver] = useState(false)
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<{ message: string } | null>(null)
  const send = async (files: readonly File[]) => {
    const [file, ...more] = files
    setError(null)
    if (!file || more.length > 0 || !endings.some((one) => file.name.toLowerCase().endsWith(one)))
      return setError({ message: say?.wrong ?? w.notSheet })
    setShare(0)
    await upload(endpoint, file, { onProgress: setShare, ...(params ? { params } : {}) }).then(onUploaded, setError)
    setShare(null)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (share === null) void send([...event.dataTransfer.files])
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <>
      <ErrorNote error={error} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button inside is everybody's */}
      <div
        className={`import-drop${over ? ' import-drop-over' : ''}`}
        onDragEnter={drag}
        onDragOver={drag}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" size={32} />
        {share === null ? (
          <>
            <span className="import-drop-words">{say?.drop ?? w.drop}</span>
            <span className="ui-small ui-muted">{w.or}</span>
            <Button look="main" onClick={() => document.getElementById(input)?.click()}>
              {w.choose}
            </Button>
          </>
        ) : (
          <>
            <span className="import-drop-words">{share < 1 ? w.sending(Math.round(share * 100)) : w.reading}</span>
            <Bar label={w.sending(Math.round(share * 100))} share={share} />
          </>
        )}
        <input
          id={input}
          className="ui-unseen"
          type="file"
          tabIndex={-1}
          aria-label={w.choose}
          accept={[...endings, ...(endings === sheets ? [xlsx] : [])].join()}
          onChange={(event) => {
            void send([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <span className="ui-small ui-muted">{say?.limit ?? w.limit}</span>
      </div>
    </>
  )
}
