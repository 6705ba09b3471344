import './import/firm-import.css'
import { useId, useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { upload } from '../../../kernel/web/upload.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { saveFile } from '../../matters/desk/public.ts'
import { acceptImport, checkImport, type ImportKind, type ImportSummary, importTemplate } from '../import/contract.ts'
import { words as page } from './import/words.ts'
import { planChanges } from './plan/plan-changes.ts'
import { words } from './words.ts'

type Checked = ResponseOf<typeof checkImport>

/** `/firms/import`: a sheet of suites or firms, checked row by row, then accepted. */
export default function FirmImportPage() {
  const w = useWords(words)
  const p = useWords(page)
  const [kind, setKind] = useState<ImportKind>('firms')
  const [checked, setChecked] = useState<Checked | null>(null)
  const [error, setError] = useState<{ message: string } | null>(null)
  const choose = (next: ImportKind) => {
    setKind(next)
    setChecked(null)
  }
  return (
    <Page title={p.title}>
      <PageHeader
        title={p.title}
        above={[{ words: w.firms, to: '/firms' }]}
        lead={p.lead}
        actions={
          <Button
            icon="download"
            onClick={() =>
              void saveFile(importTemplate, { query: { kind } }, `${p.template[kind]}.xlsx`).catch(setError)
            }
          >
            {p.template[kind]}
          </Button>
        }
      />
      <Sheet>
        <div className="ui-stack">
          <Pills
            value={kind}
            onChange={choose}
            options={[
              { value: 'firms', label: p.kind.firms },
              { value: 'suites', label: p.kind.suites },
            ]}
          />
          <p className="ui-muted">{p.hint[kind]}</p>
          <Choose kind={kind} onChecked={setChecked} onError={setError} />
          <ErrorNote error={error} />
        </div>
      </Sheet>
      {checked && <Result key={checked.importId} checked={checked} />}
    </Page>
  )
}

interface ChooseProps {
  readonly kind: ImportKind
  readonly onChecked: (checked: Checked | null) => void
  readonly onError: (error: { message: string } | null) => void
}

function Choose({ kind, onChecked, onError }: ChooseProps) {
  const p = useWords(page)
  const input = useId()
  const [busy, setBusy] = useState(false)
  const send = async (file: File | undefined) => {
    if (!file) return
    onError(null)
    onChecked(null)
    setBusy(true)
    await upload(checkImport, file, { params: { kind } }).then(onChecked, onError)
    setBusy(false)
  }
  return (
    <div>
      <Button look="main" icon="upload" busy={busy} onClick={() => document.getElementById(input)?.click()}>
        {busy ? p.checking : p.choose}
      </Button>
      <input
        id={input}
        className="ui-unseen"
        type="file"
        tabIndex={-1}
        aria-label={p.choose}
        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={(event) => {
          void send(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </div>
  )
}

function Result({ checked }: { checked: Checked }) {
  const p = useWords(page)
  const accept = useCommand(acceptImport, { changes: planChanges })
  const { summary, unknownColumns } = checked
  const fresh = summary.new + summary.changed
  const done = accept.data?.summary
  return (
    <Sheet
      title={checked.fileName}
      tools={
        !done && (
          <Button
            look="main"
            icon="check"
            busy={accept.isPending}
            disabled={fresh === 0}
            onClick={() => accept.mutate({ params: { importId: checked.importId } })}
          >
            {fresh === 0 ? p.nothingNew : p.accept(fresh)}
          </Button>
        )
      }
    >
      <div className="ui-stack">
        <Counts summary={done ?? summary} />
        <ErrorNote error={accept.error} />
        {done && <Remark icon="check" title={p.done(done.new, done.changed)} />}
        {unknownColumns.length > 0 && <p className="ui-small ui-muted">{p.unknown(unknownColumns.join('、'))}</p>}
        <Rows rows={checked.rows} />
      </div>
    </Sheet>
  )
}

function Counts({ summary }: { summary: ImportSummary }) {
  const p = useWords(page)
  return (
    <Figures>
      {(['rows', 'new', 'changed', 'same', 'wrong'] as const).map((name) => (
        <Figure key={name} label={p.count[name]} value={summary[name]} />
      ))}
    </Figures>
  )
}

function Rows({ rows }: { rows: Checked['rows'] }) {
  const p = useWords(page)
  const say = useSay()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="firm-import-rows" aria-label={p.rows} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{p.row}</th>
            <th scope="col">{p.what}</th>
            <th scope="col">{p.result}</th>
            <th scope="col">{p.faults}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td>{row.row}</td>
              <td>{row.what}</td>
              <td>
                <StatusWord words={p.count[row.result]} tone={row.result === 'new' ? 'active' : 'plain'} />
              </td>
              <td>{row.faults.map((fault) => `${fault.column} ${say(fault.words)}`.trim()).join('；')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
