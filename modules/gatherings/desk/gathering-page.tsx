import './gatherings.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { type GatheringView, getGathering } from '../contract.ts'
import { traits } from '../gathering.ts'
import { GatheringState, KindMark } from './marks.tsx'
import { Agenda } from './one/agenda.tsx'
import { Before } from './one/before.tsx'
import { DoorCard } from './one/door-card.tsx'
import { FactsCard } from './one/facts-card.tsx'
import { MaterialsCard } from './one/materials-card.tsx'
import { NextPanel } from './one/next-panel.tsx'
import { People } from './one/people.tsx'
import { RatingCard } from './one/rating-card.tsx'
import { Stalls } from './one/stalls.tsx'
import { ThanksCard } from './one/thanks-card.tsx'
import { words } from './words.ts'

/** `/gatherings/:gatheringId`: everything about one, in the order in which it is needed. */
export default function GatheringPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const gatheringId = useParam('gatheringId') as GatheringView['id']
  // People come in by their own phones while it runs: the list fills by itself.
  const { data, error, refetch } = useEndpoint(getGathering, { params: { gatheringId } }, { refetchInterval: 10_000 })
  return (
    <Page title={data?.title ?? w.title}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: GatheringView }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  const { agenda, stalls, feedback } = traits[of.kind]
  return (
    <>
      <PageHeader
        title={of.title}
        above={[{ words: w.title, to: '/gatherings' }]}
        marks={
          <>
            <KindMark kind={of.kind} />
            <GatheringState state={of.state} />
          </>
        }
        lead={[format.moment(of.startsAt), nameOf(of.place), of.venue].filter(Boolean).join(' · ')}
        actions={
          of.manages &&
          of.state === 'held' &&
          agenda && (
            <Button icon="calendar" to={`/gatherings/new?follows=${of.id}`}>
              {w.nextMeeting}
            </Button>
          )
        }
      />
      <Columns
        main={
          <>
            {of.manages && <NextPanel of={of} />}
            <Before of={of} />
            {agenda && <Agenda of={of} />}
            {stalls && of.reads && <Stalls of={of} />}
            {of.reads && <People of={of} />}
          </>
        }
        side={
          <>
            <FactsCard of={of} />
            {of.state !== 'draft' && <DoorCard of={of} />}
            <MaterialsCard of={of} />
            {feedback && <RatingCard of={of} />}
            <ThanksCard of={of} />
          </>
        }
      />
    </>
  )
}
