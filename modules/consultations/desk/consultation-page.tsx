import './desk.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { ExportButton, useNameOf } from '../../matters/desk/public.ts'
import { type ConsultationView, exportConsultation, exportVotes, getConsultation } from '../contract.ts'
import { ResultParts } from '../web/result-parts.tsx'
import { Answers } from './one/answers.tsx'
import { DoorCard } from './one/door-card.tsx'
import { NextPanel } from './one/next-panel.tsx'
import { Statements, Waiting } from './one/statements.tsx'
import { ConsultationState } from './state.tsx'
import { words } from './words.ts'

/** `/consultations/:consultationId`: what to do next, what people say, what they think. */
export default function ConsultationPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const consultationId = useParam('consultationId') as ConsultationView['id']
  // People vote meanwhile: it fills by itself.
  const { data, error, refetch } = useEndpoint(
    getConsultation,
    { params: { consultationId } },
    { refetchInterval: 15_000 },
  )
  return (
    <Page title={data?.title ?? w.title}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const begun = of.state !== 'draft'
  return (
    <>
      <PageHeader
        title={of.title}
        above={[{ words: w.title, to: '/consultations' }]}
        marks={<ConsultationState state={of.state} />}
        actions={
          begun && (
            <>
              <ExportButton
                endpoint={exportConsultation}
                params={{ consultationId: of.id }}
                query={{}}
                name={of.title}
                words={w.export}
              />
              {of.manages && of.state !== 'open' && (
                <ExportButton
                  endpoint={exportVotes}
                  params={{ consultationId: of.id }}
                  query={{}}
                  name={w.votesFile(of.title)}
                  words={w.exportVotes}
                  ending="csv"
                />
              )}
            </>
          )
        }
        lead={[nameOf(of.place), begun && w.took(of.people, of.votes)].filter(Boolean).join(' · ')}
      />
      <Columns
        main={
          <>
            {of.manages && <NextPanel of={of} />}
            <Waiting of={of} />
            {(of.state === 'closed' || of.state === 'answered') && <Answers of={of} />}
            {begun && (
              <ResultParts of={of.result} sheet={(title, children) => <Sheet title={title}>{children}</Sheet>} />
            )}
            <Statements of={of} />
          </>
        }
        side={
          <>
            <Facts of={of} />
            {begun && <DoorCard of={of} />}
          </>
        }
      />
    </>
  )
}

function Facts({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  return (
    <Sheet title={w.facts}>
      <div className="ui-stack">
        <dl className="consult-facts">
          <dt>{w.days}</dt>
          <dd>
            {format.shortDay(of.fromOn)} – {format.shortDay(of.untilOn)}
          </dd>
          <dt>{w.asked}</dt>
          <dd>{nameOf(of.organiser)}</dd>
          <dt>{w.moderation}</dt>
          <dd>{w.form[of.moderation]}</dd>
        </dl>
        {of.words && <p className="consult-words">{of.words}</p>}
      </div>
    </Sheet>
  )
}
