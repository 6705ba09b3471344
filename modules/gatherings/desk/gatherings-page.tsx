import './gatherings.css'
import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { hasRole, useMe } from '../../matters/desk/public.ts'
import { type FigureCode, figureCodes, type GatheringRow, gatheringFigures, listGatherings } from '../contract.ts'
import { type GatheringKind, kinds } from '../gathering.ts'
import { organisers } from '../roles.ts'
import { FigureRow } from './list/figure-row.tsx'
import { GatheringList } from './list/gathering-list.tsx'
import { Narrowing } from './list/narrowing.tsx'
import { daysNamed, periodOf } from './list/period.ts'
import { dayIn } from './time.ts'
import { words } from './words.ts'

const names = ['year', 'quarter', 'kind', 'placeId', 'figure', 'from', 'to'] as const

/** `/gatherings`: what comes next, what was held, and what it came to. */
export default function GatheringsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const me = useMe()
  const [values, setValues] = useUrlState(names)
  const named = daysNamed(values.from, values.to)
  const period = named ?? periodOf(values.year, values.quarter, dayIn(new Date()))
  const kind = kinds.find((one) => one === values.kind)
  const narrowed = {
    ...{ from: period.from, to: period.to },
    ...(kind ? { kind: [kind as GatheringKind] } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
  }
  const figure = figureCodes.find((one) => one === values.figure)
  const list = useEndpoint(listGatherings, { query: { ...narrowed, ...(figure ? { figure } : {}), limit: 200 } })
  const figures = useEndpoint(gatheringFigures, { query: narrowed })
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          hasRole(me, ...organisers) && (
            <Button look="main" icon="plus" to="/gatherings/new">
              {w.plan}
            </Button>
          )
        }
      />
      <Narrowing
        values={values}
        period={period}
        days={named !== null}
        onChange={(patch) =>
          setValues('year' in patch || 'quarter' in patch ? { ...patch, from: undefined, to: undefined } : patch)
        }
      />
      <ErrorNote error={figures.error} />
      {figures.data && <FigureRow figures={figures.data} onFigure={(next) => setValues({ figure: next })} />}
      {figure && <FigureNote figure={figure} onLeave={() => setValues({ figure: undefined })} />}
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {!list.data && !list.error && <p className="ui-muted">{ui.loading}</p>}
      {list.data && <Lists rows={list.data.rows} counted={figure !== undefined} />}
    </Page>
  )
}

function FigureNote({ figure, onLeave }: { figure: FigureCode; onLeave: () => void }) {
  const w = useWords(words)
  return (
    <div className="ui-row" role="status">
      <Icon name="filter" />
      {w.figureNote(w.figure[figure])}
      <Button onClick={onLeave}>{w.allAgain}</Button>
    </div>
  )
}

/** What is to come in the order of time, what was held from the last one back. */
function Lists({ rows, counted }: { rows: readonly GatheringRow[]; counted: boolean }) {
  const w = useWords(words)
  const [now] = useState(() => new Date().toISOString())
  const isPast = (row: GatheringRow) => row.state === 'held' || (row.state !== 'running' && row.endsAt < now)
  const coming = rows.filter((row) => !isPast(row))
  const past = rows.filter(isPast).reverse()
  return (
    <>
      {!counted && (
        <Sheet title={w.coming} flush>
          {coming.length > 0 ? (
            <GatheringList rows={coming} />
          ) : (
            <EmptyState icon="calendar" title={w.noComing}>
              {w.noComingText}
            </EmptyState>
          )}
        </Sheet>
      )}
      <Sheet title={w.figure.held} flush>
        {past.length > 0 ? <GatheringList rows={past} /> : <EmptyState icon="calendar" title={w.noPast} />}
      </Sheet>
    </>
  )
}
