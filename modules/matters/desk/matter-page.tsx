import type { MatterId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { getMatter, type MatterView } from '../contract.ts'
import { matterWords } from '../matter-words.ts'
import { MeasuresCard } from './ladder/measures-card.tsx'
import { ClocksCard } from './matter/clocks-card.tsx'
import { FactsCard } from './matter/facts-card.tsx'
import { MatterTimeline } from './matter/matter-timeline.tsx'
import { MergedHere, MergedInto } from './matter/merged-card.tsx'
import { NextPanel } from './matter/next-panel.tsx'
import { MatterPanels } from './matter/panels.tsx'
import { RallyBoard } from './matter/rally-board.tsx'
import { ReporterCard } from './matter/reporter-card.tsx'
import { SpotMap } from './matter/spot-map.tsx'
import { StateStrip } from './matter/state-strip.tsx'
import { SubjectCard } from './matter/subject-card.tsx'
import { ChainCard, WhyCard } from './matter/why-card.tsx'
import { words } from './matter/words.ts'
import { ClockLamp, MatterMarks, StateWord, useNameOf } from './parts/matter-marks.tsx'
import { Photos } from './parts/photos.tsx'

/** `/matters/$matterId`: one matter on one page. Live signals ask again by themselves: its id is in `matters.get`. */
export default function MatterPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const matterId = useParam('matterId') as MatterId
  const { data, error, refetch } = useEndpoint(getMatter, { params: { matterId } }, { live: ['matter'] })
  if (data) return <Matter key={data.id} matter={data} />
  return (
    <Page title={w.loading}>
      {error?.code === 'not_found' || error?.code === 'invalid' ? (
        <EmptyState icon="search" title={w.gone} action={<Button to="/matters">{w.all}</Button>}>
          {w.goneText}
        </EmptyState>
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <p className="ui-muted">{ui.loading}</p>
      )}
    </Page>
  )
}

function Matter({ matter }: { matter: MatterView }) {
  return (
    <Page title={`${matter.number} ${matter.title}`}>
      <Head matter={matter} />
      {matter.mergedInto && <MergedInto into={matter.mergedInto} />}
      <StateStrip matter={matter} />
      <Columns
        main={
          <>
            <NextPanel matter={matter} />
            <Words matter={matter} />
            {matter.measures.length > 0 && <MeasuresCard matter={matter} />}
            {matter.rally && <RallyBoard rally={matter.rally} />}
            {matter.mergedHere.length > 0 && <MergedHere others={matter.mergedHere} />}
            <MatterTimeline matter={matter} />
            <ChainCard matter={matter} />
          </>
        }
        side={
          <>
            {matter.subject && <SubjectCard subject={matter.subject} />}
            <ReporterCard matter={matter} />
            {matter.why && <WhyCard why={matter.why} />}
            <FactsCard matter={matter} />
            <MatterPanels matter={matter} />
            <SpotMap matter={matter} />
            <ClocksCard matter={matter} />
          </>
        }
      />
    </Page>
  )
}

function Head({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNameOf()
  const facts = [
    nameOf(matter.place),
    say(matter.category.name),
    w.reportedBy(m.channel[matter.channel], format.moment(matter.reportedAt)),
  ]
  return (
    <PageHeader
      above={[{ words: w.all, to: '/matters' }]}
      title={matter.title}
      marks={
        <>
          <StateWord state={matter.state} />
          <ClockLamp matter={matter} />
          <MatterMarks matter={matter} />
        </>
      }
      lead={
        <>
          <span className="ui-code">{matter.number}</span> · {facts.join(' · ')}
        </>
      }
    />
  )
}

function Words({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  return (
    <Sheet title={w.body}>
      <div className="ui-stack">
        <p className="matter-body">{matter.body}</p>
        <Photos label={w.photos} fileIds={matter.fileIds} />
      </div>
    </Sheet>
  )
}
