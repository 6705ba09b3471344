import './safety.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { changeRoute, endRoute, getRoute, listRoutes, type PointRow, type RouteView } from '../contract.ts'
import { safetyBook } from '../web/words.ts'
import { RoundsTable } from './rounds-table.tsx'
import { markTone } from './show.ts'
import { Stops } from './stops.tsx'
import { words } from './words.ts'

/** `/safety/routes/$routeId`: its points in their order, and its rounds. */
export default function RoutePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const routeId = useParam('routeId') as RouteView['id']
  const { data, error, refetch } = useEndpoint(getRoute, { params: { routeId } })
  return (
    <Page title={data?.name ?? w.route}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole key={data.stops.map(({ id }) => id).join()} of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: RouteView }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNameOf()
  const params = { routeId: of.id }
  const changes = [getRoute, listRoutes]
  const end = useCommand(endRoute, { changes })
  return (
    <>
      <PageHeader
        title={of.name}
        above={[
          { words: w.title, to: '/safety' },
          { words: w.nav.routes, to: '/safety/routes' },
        ]}
        lead={`${nameOf(of.place)} · ${b.rhythm[of.rhythm]} · ${nameOf(of.holder)}`}
        {...(of.round ? { marks: <StatusWord words={b.mark[of.round.mark]} tone={markTone[of.round.mark]} /> } : {})}
        actions={
          of.mayKeep && (
            <WhyButton
              label={w.end}
              why={w.endWhy}
              busy={end.isPending}
              error={end.error}
              onTake={(why, done) => end.mutate({ params, body: { why } }, { onSuccess: done })}
            />
          )
        }
      />
      {of.endedWhy && <Remark icon="pause" title={w.ended(of.endedWhy)} />}
      <Order of={of} />
      <RoundsTable query={{ routeId: of.id }} />
    </>
  )
}

function Order({ of }: { of: RouteView }) {
  const w = useWords(words)
  const before = of.stops.map(({ id }) => id)
  const [ids, setIds] = useState<readonly PointRow['id'][]>(before)
  const save = useCommand(changeRoute, { changes: [getRoute] })
  const stops = ids.flatMap((id) => of.stops.find((stop) => stop.id === id) ?? [])
  return (
    <Sheet title={w.stops}>
      <Stops stops={stops} onOrder={setIds} fixed={!of.mayKeep} />
      <ErrorNote error={save.error} />
      {ids.join() !== before.join() && (
        <Button
          look="main"
          busy={save.isPending}
          onClick={() => save.mutate({ params: { routeId: of.id }, body: { pointIds: [...ids] } })}
        >
          {w.saveOrder}
        </Button>
      )}
    </Sheet>
  )
}
