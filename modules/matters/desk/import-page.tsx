import './import/import.css'
import './parts/inputs.css'
import { useState } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { ImportState } from '../../places/desk/public.ts'
import {
  acceptImport,
  cancelImport,
  checkImport,
  getImport,
  type ImportView,
  importErrors,
  importFigures,
  listImports,
  previewImport,
  undoImport,
} from '../import/contract.ts'
import { CountsSheet } from './import/counts-sheet.tsx'
import { ErrorsSheet } from './import/errors-sheet.tsx'
import { FiguresSheet } from './import/figures-sheet.tsx'
import { ImportWay } from './import/import-way.tsx'
import { MatchSheet } from './import/match-sheet.tsx'
import { PreviewSheet } from './import/preview-sheet.tsx'
import { Progress } from './import/progress.tsx'
import { words } from './import/words.ts'

const working: readonly ImportView['state'][] = ['checking', 'running', 'undoing']
/** Signals come while it works; this is for a stream that is lost. */
const askAgainMs = 2000

/** `/imports/$importId`: one import from its columns to its figures; each state shows what to do next. */
export default function ImportPage() {
  const w = useWords(words)
  const importId = useParam('importId') as Id<'import'>
  const [busy, setBusy] = useState(true)
  const { data, error, refetch } = useEndpoint(
    getImport,
    { params: { importId } },
    { live: ['import'], ...(busy ? { refetchInterval: askAgainMs } : {}) },
  )
  const works = data !== undefined && working.includes(data.state)
  if (data && works !== busy) setBusy(works)
  const title = data?.fileName ?? w.title
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.title, to: '/imports' }]}
        marks={data && <ImportState state={data.state} />}
        actions={data && <Steps it={data} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <ImportWay at={stepOf(data)} done={data.state === 'done'} />}
      {data && <Said it={data} />}
      {data && <Progress it={data} />}
      {data && <Shown it={data} />}
    </Page>
  )
}

/** Which of the four steps an import is at. */
const stepOf = ({ state, acceptedAt }: ImportView): number => {
  if (state === 'uploaded' || state === 'mapped') return 0
  if (state === 'checking') return 1
  if (state === 'checked' || (state === 'running' && acceptedAt)) return 2
  return acceptedAt ? 3 : 1
}

/** What happened that was not planned. */
function Said({ it }: { it: ImportView }) {
  const w = useWords(words)
  const say = useSay()
  if (it.state === 'undone')
    return (
      <Remark icon="undo" title={w.undone}>
        {w.undoneText}
      </Remark>
    )
  const stopped = it.acceptedAt !== null && (it.state === 'cancelled' || it.state === 'failed')
  return (
    <>
      {it.failure && <ErrorNote what={say(it.failure)} />}
      {stopped && (
        <Remark icon="pause" title={w.stopped}>
          {w.stoppedText}
        </Remark>
      )}
    </>
  )
}

/** The sheets of a state: first what is to be decided, then what it is decided from. */
function Shown({ it }: { it: ImportView }) {
  const mapping = it.steps.includes('columns')
  const read = it.state !== 'uploaded' && it.state !== 'mapped' && it.read > 0
  const written = it.acceptedAt !== null && it.created > 0 && it.state !== 'undone' && !working.includes(it.state)
  return (
    <>
      {read && <CountsSheet it={it} />}
      {written && <FiguresSheet it={it} />}
      {read && <ErrorsSheet it={it} />}
      {mapping && <Columns it={it} />}
    </>
  )
}

function Columns({ it }: { it: ImportView }) {
  const { data, error, refetch } = useEndpoint(previewImport, { params: { importId: it.id } }, { staleTime: 600_000 })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <>
      <MatchSheet it={it} preview={data} />
      {data.missing.length === 0 && <PreviewSheet rows={data.rows} />}
    </>
  )
}

const changed: readonly Endpoint[] = [getImport, listImports, importErrors, importFigures]

/** What can be done next; the first is the main one. */
function Steps({ it }: { it: ImportView }) {
  const w = useWords(words)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const check = useCommand(checkImport, { changes: changed })
  const accept = useCommand(acceptImport, { changes: changed })
  const cancel = useCommand(cancelImport, { changes: changed })
  const undo = useCommand(undoImport, { changes: changed, onDone: () => setAsking(false) })
  const args = { params: { importId: it.id } }
  const can = (step: ImportView['steps'][number]) => it.steps.includes(step)
  return (
    <>
      <ErrorNote error={check.error ?? accept.error ?? cancel.error} />
      {can('accept') && it.created > 0 && (
        <Button look="main" icon="check" busy={accept.isPending} onClick={() => accept.mutate(args)}>
          {w.accept(format.number(it.created))}
        </Button>
      )}
      {can('resume') && (
        <Button look="main" icon="forward" busy={accept.isPending} onClick={() => accept.mutate(args)}>
          {w.resume}
        </Button>
      )}
      {can('check') && (
        <Button look={can('accept') ? 'plain' : 'main'} busy={check.isPending} onClick={() => check.mutate(args)}>
          {can('accept') ? w.checkAgain : w.check}
        </Button>
      )}
      {can('cancel') && (
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(args)}>
          {working.includes(it.state) ? w.cancel : w.giveUp}
        </Button>
      )}
      {can('undo') && (
        <Button icon="undo" onClick={() => setAsking(true)}>
          {w.undo}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title={w.undoTitle}
        confirm={w.undoConfirm}
        final
        busy={undo.isPending}
        error={undo.error}
        onClose={() => setAsking(false)}
        onConfirm={() => undo.mutate(args)}
      >
        <p>{w.undoText(format.number(it.created))}</p>
      </ConfirmDialog>
    </>
  )
}
