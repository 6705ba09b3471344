import { useState } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { getPlace, listGrids, placeChildren, placeMap, placeTree } from '../contract.ts'
import {
  acceptPlaceImport,
  cancelPlaceImport,
  getPlaceImport,
  listPlaceImports,
  type PlaceImportView,
  placeImportRows,
  previewPlaceImport,
  undoPlaceImport,
} from '../import/contract.ts'
import { ColumnsSheet } from './import/columns-sheet.tsx'
import { RowsSheet } from './import/rows-sheet.tsx'
import { words as page } from './import/words.ts'
import { words } from './register/words.ts'
import { ImportState } from './sheets/import-state.tsx'
import { isAtWork, JudgedStanding, JudgedSteps, judgedAgain } from './sheets/judged-steps.tsx'

/** `/places/imports/$importId`: one import: what it would do, its rows, and what is to be decided. */
export default function PlaceImportPage() {
  const w = useWords(words)
  const p = useWords(page)
  const importId = useParam('importId') as Id<'placeImport'>
  const [busy, setBusy] = useState(false)
  const { data, error, refetch } = useEndpoint(getPlaceImport, { params: { importId } }, judgedAgain(busy))
  if (data && isAtWork(data.state) !== busy) setBusy(!busy)
  const title = data ? data.fileName || p.sources[data.source] : p.title
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[
          { words: w.title, to: '/places' },
          { words: p.title, to: '/places/imports' },
        ]}
        marks={data && <ImportState state={data.state} />}
        actions={data && <Steps it={data} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <>
          <JudgedStanding
            w={p}
            it={data}
            done={
              <p>
                <Go to="/places">{p.open}</Go>
              </p>
            }
          />
          {data.state !== 'uploaded' && data.state !== 'cancelled' && (
            <>
              <Counts it={data} />
              <RowsSheet it={data} />
            </>
          )}
          {data.steps.includes('columns') && data.source !== 'text' && (
            <ColumnsSheet it={data} open={data.state === 'uploaded'} />
          )}
        </>
      )}
    </Page>
  )
}

function Counts({ it }: { it: PlaceImportView }) {
  const p = useWords(page)
  return (
    <Sheet title={it.acceptedAt ? p.done : p.foretold}>
      <Figures>
        <Figure label={p.count.rows} value={it.total} />
        {(['new', 'changed', 'same', 'skipped', 'wrong'] as const).map((name) => (
          <Figure key={name} label={p.count[name]} value={it[name]} />
        ))}
        <Figure label={it.acceptedAt ? p.count.made : p.count.making} value={it.making} />
        {it.kept > 0 && <Figure label={p.count.kept} value={it.kept} />}
      </Figures>
    </Sheet>
  )
}

const changed: readonly Endpoint[] = [
  ...[getPlaceImport, listPlaceImports, placeImportRows, previewPlaceImport],
  ...[placeTree, getPlace, placeMap, placeChildren, listGrids],
]

/** What can be done next. */
function Steps({ it }: { it: PlaceImportView }) {
  const p = useWords(page)
  const format = useFormat()
  return (
    <JudgedSteps
      w={p}
      it={it}
      args={{ params: { importId: it.id } }}
      acceptWords={p.accept(format.number(it.making + it.changed))}
      accept={useCommand(acceptPlaceImport, { changes: changed })}
      cancel={useCommand(cancelPlaceImport, { changes: changed })}
      undo={useCommand(undoPlaceImport, { changes: changed })}
    />
  )
}
