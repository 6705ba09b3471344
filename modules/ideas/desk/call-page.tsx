import './ideas.css'
import { lazy, Suspense, useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ScanCode } from '../../../ui/desk/scan-code.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam, useUrlState } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { type CallView, figureCodes, getCall, type IdeaFilter, listIdeas } from '../contract.ts'
import { ideaBook } from '../idea-words.ts'
import { callAddress, yuanOf } from '../web/show.ts'
import { IdeaFigures } from './figure-row.tsx'
import { IdeaTable } from './idea-table.tsx'
import { CallMark, DueLamp, ThemeMark } from './marks.tsx'
import { MergeButton } from './merge-dialog.tsx'
import { NextPanel } from './next-panel.tsx'
import { words } from './words.ts'

const IdeaMap = lazy(() => import('../web/idea-map.tsx'))
/** `/ideas/:callId/call`: everything about one call, in the order in which it is needed. */
export default function CallPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const callId = useParam('callId') as CallView['id']
  const { data, error, refetch } = useEndpoint(getCall, { params: { callId } }, { live: ['notice'] })
  return (
    <Page title={data?.title ?? w.callsTitle}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: CallView }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  return (
    <>
      <PageHeader
        title={of.title}
        above={[{ words: w.title, to: '/ideas' }]}
        marks={
          <>
            <ThemeMark theme={of.theme} />
            <CallMark state={of.state} />
          </>
        }
        lead={`${nameOf(of.place)} · ${w.days(format.shortDay(of.fromOn), format.shortDay(of.untilOn))}`}
        actions={
          of.manages &&
          (of.state === 'open' || of.state === 'closed') && (
            // The costed ones become the items of a vote.
            <Button icon="list" to={`/votes/new?callId=${of.id}`}>
              {w.toVote}
            </Button>
          )
        }
      />
      <DueLamp state={of.state} dueAt={of.dueAt} />
      <Columns
        main={
          <>
            {of.manages && <NextPanel of={of} />}
            {of.state !== 'draft' && (
              <IdeaFigures figures={of.figures} to={(code) => `/ideas/${of.id}/call?figure=${code}`} />
            )}
            {of.state !== 'draft' && <Ideas of={of} />}
          </>
        }
        side={
          <>
            <FactsCard of={of} />
            {of.state !== 'draft' && of.state !== 'cancelled' && <DoorCard of={of} />}
          </>
        }
      />
    </>
  )
}

const queues = ['all', 'pending', 'appeal', 'open'] as const

function Ideas({ of }: { of: CallView }) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  const [{ queue: asked, figure: counted }, set] = useUrlState(['queue', 'figure'])
  const [map, setMap] = useState(false)
  const queue = queues.find((one) => one === asked) ?? 'all'
  const figure = figureCodes.find((one) => one === counted)
  const waiting = queue === 'pending' || queue === 'appeal' ? { waiting: queue } : {}
  const filter: IdeaFilter = {
    callId: of.id,
    ...waiting,
    ...(queue === 'open' ? { figure: 'open' } : figure ? { figure } : {}),
  }
  const numbers = { all: null, pending: of.pending, appeal: of.appeals, open: of.figures.open }
  const shown = queues.filter((one) => of.manages || one === 'all' || one === 'open')
  return (
    <>
      <fieldset className="ideas-ways" aria-label={w.queueLabel}>
        <Pills
          value={figure ? null : queue}
          onChange={(next) => set({ queue: next === 'all' ? undefined : next, figure: undefined })}
          options={shown.map((value) => ({
            value,
            label: numbers[value] ? `${w.queue[value]} ${numbers[value]}` : w.queue[value],
          }))}
        />
        <Button look="quiet" icon={map ? 'list' : 'map'} onClick={() => setMap(!map)}>
          {map ? w.asList : w.asMap}
        </Button>
      </fieldset>
      {figure && (
        <div className="ui-row" role="status">
          {w.narrowed(book.figure[figure])}
          <Button icon="cross" onClick={() => set({ figure: undefined })}>
            {w.showAll}
          </Button>
        </div>
      )}
      {map ? (
        <OnMap of={of} filter={filter} />
      ) : (
        <IdeaTable
          filter={filter}
          {...(of.manages
            ? { pickedTools: (ids, clear) => <MergeButton callId={of.id} ids={ids} onDone={clear} /> }
            : {})}
        />
      )}
    </>
  )
}

function OnMap({ of, filter }: { of: CallView; filter: IdeaFilter }) {
  const w = useWords(words)
  const { data, error } = useEndpoint(listIdeas, { query: { ...filter, limit: 200 } })
  if (error) return <ErrorNote error={error} />
  return (
    <Sheet flush>
      <Suspense fallback={null}>
        {data && <IdeaMap rows={data.rows} placeId={of.place.id} label={w.mapLabel} />}
      </Suspense>
    </Sheet>
  )
}

function FactsCard({ of }: { of: CallView }) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  const nameOf = useNameOf()
  return (
    <Sheet title={w.facts}>
      <div className="ui-stack">
        {of.words && <p className="ideas-text">{of.words}</p>}
        <Facts
          rows={[
            { label: w.form.place, value: nameOf(of.place) },
            { label: w.form.moderation, value: book.moderation[of.moderation] },
            { label: w.one.author, value: of.mayBeAnonymous ? w.mayBeAnonymous.yes : w.mayBeAnonymous.no },
            ...(of.budgetHintFen === null ? [] : [{ label: w.budget, value: w.yuan(yuanOf(of.budgetHintFen)) }]),
            ...(of.formsIssued === 0 ? [] : [{ label: w.formsIssued, value: w.copies(of.formsIssued) }]),
          ]}
        />
      </div>
    </Sheet>
  )
}

function DoorCard({ of }: { of: CallView }) {
  const w = useWords(words)
  return (
    <Sheet title={w.door}>
      <div className="ui-stack">
        <ScanCode text={callAddress(of.code)} label={w.door} code={of.code} />
        <p className="ui-muted ui-small">{w.doorHint}</p>
        <div className="ui-row">
          <Button icon="qr" to={`/ideas/${of.id}/poster`}>
            {w.poster}
          </Button>
          {of.manages && of.state === 'open' && (
            <Button icon="file" to={`/ideas/${of.id}/forms`}>
              {w.forms}
            </Button>
          )}
        </div>
      </div>
    </Sheet>
  )
}
