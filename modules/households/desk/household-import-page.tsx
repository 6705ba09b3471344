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
import { householdFigures, listHouseholds } from '../contract.ts'
import {
  acceptHouseholdImport,
  cancelHouseholdImport,
  checkHouseholdImport,
  getHouseholdImport,
  type HouseholdImportView,
  householdImportRows,
  listHouseholdImports,
  undoHouseholdImport,
} from '../import/contract.ts'
import { ColumnsSheet } from './import/columns-sheet.tsx'
import { RowsSheet } from './import/rows-sheet.tsx'
import { words as page } from './import/words.ts'
import { words } from './words.ts'

const working: readonly HouseholdImportView['state'][] = ['checking', 'running', 'undoing']
/** Signals come while it works; this is for a stream that is lost. */
const askAgainMs = 2000

/** `/households/imports/$importId`: one import from its columns to what it did; each state shows what to do next. */
export default function HouseholdImportPage() {
  const w = useWords(words)
  const p = useWords(page)
  const importId = useParam('importId') as Id<'householdImport'>
  const [busy, setBusy] = useState(true)
  const { data, error, refetch } = useEndpoint(
    getHouseholdImport,
    { params: { importId } },
    { live: ['household_import'], ...(busy ? { refetchInterval: askAgainMs } : {}) },
  )
  const works = data !== undefined && working.includes(data.state)
  if (data && works !== busy) setBusy(works)
  const title = data?.fileName ?? p.title
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[
          { words: w.title, to: '/households' },
          { words: p.title, to: '/households/imports' },
        ]}
        marks={data && <ImportState state={data.state} />}
        actions={data && <Steps it={data} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <>
          <ImportWay at={stepOf(data)} done={data.state === 'done'} />
          <Said it={data} />
          <ImportProgress it={data} />
          {data.state === 'running' && <p className="ui-muted">{p.background}</p>}
          <Shown it={data} />
        </>
      )}
    </Page>
  )
}

/** Which of the four steps an import is at. */
const stepOf = ({ state, acceptedAt }: HouseholdImportView): number => {
  if (state === 'uploaded' || state === 'mapped') return 0
  if (state === 'checked' || (acceptedAt && state !== 'done' && state !== 'undone' && state !== 'undoing')) return 2
  return acceptedAt ? 3 : 1
}

/** What happened that was not planned. */
function Said({ it }: { it: HouseholdImportView }) {
  const p = useWords(page)
  const say = useSay()
  const format = useFormat()
  if (it.state === 'undone')
    return (
      <Remark icon="undo" title={it.kept > 0 ? p.undoneBut(format.number(it.kept)) : p.undone}>
        {it.kept > 0 ? p.undoneButText : p.undoneText}
      </Remark>
    )
  const stopped = it.acceptedAt ? 'paused' : it.steps.length === 0 ? 'given' : 'stopped'
  return (
    <>
      {it.failure && <ErrorNote what={say(it.failure)} />}
      {(it.state === 'cancelled' || (it.state === 'failed' && it.acceptedAt)) && (
        <Remark icon="pause" title={p[stopped]}>
          {p[`${stopped}Text`]}
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
function Shown({ it }: { it: HouseholdImportView }) {
  const paused = it.acceptedAt !== null && (it.state === 'cancelled' || it.state === 'failed')
  const judged = ['checked', 'done', 'undone'].includes(it.state) || paused
  const unread = ['uploaded', 'mapped', 'failed', 'cancelled'].includes(it.state)
  return (
    <>
      {judged && <Counts it={it} paused={paused} />}
      {judged && <RowsSheet it={it} />}
      {it.steps.includes('columns') && <ColumnsSheet it={it} open={unread} />}
    </>
  )
}

function Counts({ it, paused }: { it: HouseholdImportView; paused: boolean }) {
  const p = useWords(page)
  return (
    <Sheet title={paused ? p.sofar : it.acceptedAt ? p.done : p.foretold}>
      <Figures>
        <Figure label={p.count.rows} value={it.read} />
        {(['new', 'changed', 'same', 'wrong'] as const).map((name) => (
          <Figure key={name} label={p.count[name]} value={it[name]} />
        ))}
        {it.kept > 0 && <Figure label={p.count.kept} value={it.kept} />}
      </Figures>
    </Sheet>
  )
}

const changed: readonly Endpoint[] = [
  ...[getHouseholdImport, listHouseholdImports, householdImportRows],
  ...[listHouseholds, householdFigures],
]

/** What can be done next; the first is the main one. */
function Steps({ it }: { it: HouseholdImportView }) {
  const p = useWords(page)
  const format = useFormat()
  const check = useCommand(checkHouseholdImport, { changes: changed })
  const accept = useCommand(acceptHouseholdImport, { changes: changed })
  const cancel = useCommand(cancelHouseholdImport, { changes: changed })
  const args = { params: { importId: it.id } }
  const can = (step: HouseholdImportView['steps'][number]) => it.steps.includes(step)
  return (
    <>
      <ErrorNote error={check.error ?? accept.error ?? cancel.error} />
      {can('accept') && (
        <Button look="main" icon="check" busy={accept.isPending} onClick={() => accept.mutate(args)}>
          {p.accept(format.number(it.new + it.changed))}
        </Button>
      )}
      {can('resume') && (
        <Button look="main" icon="forward" busy={accept.isPending} onClick={() => accept.mutate(args)}>
          {p.resume}
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

function Undo({ it }: { it: HouseholdImportView }) {
  const p = useWords(page)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const undo = useCommand(undoHouseholdImport, { changes: changed, onDone: () => setAsking(false) })
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
