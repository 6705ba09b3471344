import { useState } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { ImportProgress, ImportState, ImportWay } from '../../matters/desk/public.ts'
import {
  acceptFirmImport,
  cancelFirmImport,
  checkFirmImport,
  type FirmImportView,
  firmImportRows,
  getFirmImport,
  listFirmImports,
  undoFirmImport,
} from '../import/contract.ts'
import { ColumnsSheet } from './import/columns-sheet.tsx'
import { RowsSheet } from './import/rows-sheet.tsx'
import { words as page } from './import/words.ts'
import { planChanges } from './plan/plan-changes.ts'
import { words } from './words.ts'

const working: readonly FirmImportView['state'][] = ['checking', 'running', 'undoing']
/** Signals come while it works; this is for a stream that is lost. */
const askAgainMs = 2000

/** `/firms/imports/$importId`: one import from its columns to what it did; each state shows what to do next. */
export default function FirmImportPage() {
  const w = useWords(words)
  const p = useWords(page)
  const importId = useParam('importId') as Id<'firmImport'>
  const [busy, setBusy] = useState(true)
  const { data, error, refetch } = useEndpoint(
    getFirmImport,
    { params: { importId } },
    { live: ['firm_import'], ...(busy ? { refetchInterval: askAgainMs } : {}) },
  )
  const works = data !== undefined && working.includes(data.state)
  if (data && works !== busy) setBusy(works)
  const title = data?.fileName ?? p.title
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[
          { words: w.firms, to: '/firms' },
          { words: p.title, to: '/firms/imports' },
        ]}
        lead={data ? p.kind[data.kind] : undefined}
        marks={data && <ImportState state={data.state} />}
        actions={data && <Steps it={data} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <>
          <ImportWay at={stepOf(data)} done={data.state === 'done'} />
          <Said it={data} />
          <ImportProgress it={data} />
          <Shown it={data} />
        </>
      )}
    </Page>
  )
}

/** Which of the four steps an import is at. */
const stepOf = ({ state, acceptedAt }: FirmImportView): number => {
  if (state === 'uploaded' || state === 'mapped') return 0
  if (state === 'checked' || state === 'running') return 2
  return acceptedAt ? 3 : 1
}

/** What happened that was not planned. */
function Said({ it }: { it: FirmImportView }) {
  const p = useWords(page)
  const say = useSay()
  if (it.state === 'undone')
    return (
      <Remark icon="undo" title={p.undone}>
        {p.undoneText}
      </Remark>
    )
  const given = it.steps.length === 0
  return (
    <>
      {it.failure && <ErrorNote what={say(it.failure)} />}
      {it.state === 'cancelled' && (
        <Remark icon="pause" title={given ? p.given : p.stopped}>
          {given ? p.givenText : p.stoppedText}
        </Remark>
      )}
      {it.state === 'checked' && !it.steps.includes('accept') && (
        <Remark icon="check" title={p.nothingNew}>
          {p.nothingNewText}
        </Remark>
      )}
    </>
  )
}

/** The sheets of a state: first what is to be decided, then what it is decided from. */
function Shown({ it }: { it: FirmImportView }) {
  const judged = ['checked', 'done', 'undone'].includes(it.state)
  const unread = ['uploaded', 'mapped', 'failed', 'cancelled'].includes(it.state)
  return (
    <>
      {judged && <Counts it={it} />}
      {judged && <RowsSheet it={it} />}
      {it.steps.includes('columns') && <ColumnsSheet it={it} open={unread} />}
    </>
  )
}

function Counts({ it }: { it: FirmImportView }) {
  const p = useWords(page)
  return (
    <Sheet title={it.acceptedAt ? p.done : p.foretold}>
      <Figures>
        <Figure label={p.count.rows} value={it.total ?? 0} />
        {(['new', 'changed', 'same', 'wrong'] as const).map((name) => (
          <Figure key={name} label={p.count[name]} value={it[name]} />
        ))}
      </Figures>
    </Sheet>
  )
}

const changed: readonly Endpoint[] = [getFirmImport, listFirmImports, firmImportRows, ...planChanges]

/** What can be done next; the first is the main one. */
function Steps({ it }: { it: FirmImportView }) {
  const p = useWords(page)
  const format = useFormat()
  const check = useCommand(checkFirmImport, { changes: changed })
  const accept = useCommand(acceptFirmImport, { changes: changed })
  const cancel = useCommand(cancelFirmImport, { changes: changed })
  const args = { params: { importId: it.id } }
  const can = (step: FirmImportView['steps'][number]) => it.steps.includes(step)
  return (
    <>
      <ErrorNote error={check.error ?? accept.error ?? cancel.error} />
      {can('accept') && (
        <Button look="main" icon="check" busy={accept.isPending} onClick={() => accept.mutate(args)}>
          {p.accept(format.number(it.new + it.changed))}
        </Button>
      )}
      {can('check') && (
        <Button
          look={it.state === 'checked' ? 'plain' : 'main'}
          busy={check.isPending}
          onClick={() => check.mutate(args)}
        >
          {it.state === 'mapped' ? p.check : p.checkAgain}
        </Button>
      )}
      {can('cancel') && (
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(args)}>
          {working.includes(it.state) ? p.cancel : p.giveUp}
        </Button>
      )}
      {can('undo') && <Undo it={it} />}
    </>
  )
}

function Undo({ it }: { it: FirmImportView }) {
  const p = useWords(page)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const undo = useCommand(undoFirmImport, { changes: changed, onDone: () => setAsking(false) })
  return (
    <>
      <Button icon="undo" onClick={() => setAsking(true)}>
        {p.undo}
      </Button>
      <ConfirmDialog
        open={asking}
        title={p.undoTitle}
        confirm={p.undoConfirm}
        final
        busy={undo.isPending}
        error={undo.error}
        onClose={() => setAsking(false)}
        onConfirm={() => undo.mutate({ params: { importId: it.id } })}
      >
        <p>{p.undoText(format.number(it.new), format.number(it.changed))}</p>
      </ConfirmDialog>
    </>
  )
}
