import '../web/jobs.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, useMe } from '../../matters/desk/public.ts'
import {
  getOpening,
  jobFigures,
  listOpenings,
  listSuggestions,
  type OpeningId,
  type OpeningRow,
  propose,
} from '../contract.ts'
import { seekerReaders } from '../roles.ts'
import { EndDialog, ReopenDialog } from '../web/opening-dialogs.tsx'
import { Reasons } from '../web/reasons.tsx'
import { toneOf, useShow } from '../web/show.ts'
import { words as formWords } from '../web/words.ts'
import { ReferralCard } from './referral-card.tsx'
import { words } from './words.ts'

/** `/jobs/openings/$openingId`: what is asked for, who fits and why, and what came of it. */
export default function OpeningPage() {
  const w = useWords(words)
  const { names, nameOf } = useShow()
  const openingId = useParam('openingId') as OpeningId
  const { data, error, refetch } = useEndpoint(getOpening, { params: { openingId } }, { live: ['notice'] })
  const neighbours = hasRole(useMe(), ...seekerReaders)
  const opening = data?.opening
  const title = opening?.title ?? w.facts
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.title, to: '/jobs' }]}
        marks={opening && <StatusWord words={names.openingState[opening.state]} tone={toneOf[opening.state]} />}
        lead={opening && <Go to={`/firms/${opening.firm.id}`}>{nameOf(opening.firm)}</Go>}
        actions={data?.mayWrite && <Ways opening={data.opening} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <Columns
          main={
            <>
              {neighbours && data.opening.state === 'open' && <Suggestions openingId={openingId} />}
              {data.referrals && (
                <Sheet title={w.referrals}>
                  {data.referrals.length === 0 && <p className="ui-muted">{w.noReferrals}</p>}
                  {data.referrals.map((referral) => (
                    <ReferralCard key={referral.id} referral={referral} />
                  ))}
                </Sheet>
              )}
            </>
          }
          side={<OpeningFacts opening={data.opening} />}
        />
      )}
    </Page>
  )
}

function Ways({ opening }: { opening: OpeningRow }) {
  const a = useWords(formWords).act
  const [asking, setAsking] = useState<'fill' | 'close' | 'reopen' | null>(null)
  const close = () => setAsking(null)
  const open = opening.state === 'open'
  return (
    <>
      {open && (
        <>
          <Button icon="edit" to={`/jobs/openings/${opening.id}/edit`}>
            {a.edit}
          </Button>
          <Button icon="check" onClick={() => setAsking('fill')}>
            {a.filled}
          </Button>
          <Button icon="leave" onClick={() => setAsking('close')}>
            {a.close}
          </Button>
        </>
      )}
      {!open && (
        <Button look="main" icon="refresh" onClick={() => setAsking('reopen')}>
          {a.reopen}
        </Button>
      )}
      {(asking === 'fill' || asking === 'close') && <EndDialog opening={opening} step={asking} onClose={close} />}
      {asking === 'reopen' && <ReopenDialog opening={opening} onClose={close} />}
    </>
  )
}

type Suggested = ResponseOf<typeof listSuggestions>['suggestions'][number]

/** Who fits, with the reasons; one tap asks the person. */
function Suggestions({ openingId }: { openingId: OpeningId }) {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(listSuggestions, { params: { openingId } })
  return (
    <Sheet title={w.suggestions}>
      <p className="ui-muted">{w.suggestionsLead}</p>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.suggestions.length === 0 && <EmptyState title={w.noSuggestions}>{w.noSuggestionsText}</EmptyState>}
      {data?.suggestions.map((one) => (
        <Suggestion key={one.seeker.id} openingId={openingId} of={one} />
      ))}
    </Sheet>
  )
}

function Suggestion({ openingId, of: { seeker, reasons } }: { openingId: OpeningId; of: Suggested }) {
  const w = useWords(words)
  const { nameOf } = useShow()
  const send = useCommand(propose, { changes: [getOpening, listSuggestions, listOpenings, jobFigures] })
  return (
    <div className="job-card">
      <div className="job-line">
        <h3>
          <Go to={`/jobs/seekers/${seeker.id}`}>{seeker.name}</Go>
        </h3>
        <span className="ui-muted">{nameOf(seeker.place)}</span>
        <Button
          icon="send"
          busy={send.isPending}
          onClick={() => send.mutate({ params: { openingId }, body: { seekerId: seeker.id } })}
        >
          {w.propose}
        </Button>
      </div>
      <Reasons reasons={reasons} />
      <ErrorNote error={send.error} />
    </div>
  )
}

function OpeningFacts({ opening }: { opening: OpeningRow }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { payOf, placeOf, asksOf } = useShow()
  return (
    <Sheet title={w.facts}>
      <Facts
        rows={[
          { label: w.pay, value: payOf(opening) },
          { label: w.headcount, value: w.of(opening.hired, opening.headcount) },
          { label: w.asks, value: asksOf(opening).join(' · ') },
          { label: w.place, value: placeOf(opening) },
          { label: w.openUntil, value: `${format.date(opening.fromOn)} – ${format.date(opening.untilOn)}` },
          ...(opening.endedWhy ? [{ label: w.endedWhy, value: say(opening.endedWhy) }] : []),
          ...(opening.words ? [{ label: w.more, value: opening.words }] : []),
        ]}
      />
      <p className="ui-muted ui-small">{opening.byFirm ? w.byFirm : w.byStaff}</p>
    </Sheet>
  )
}
