import '../web/jobs.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import { changeOpening, type FirmReferral, firmJobs, type OpeningRow, openOpening, sayableSteps } from '../contract.ts'
import { stepsFor } from '../referral.ts'
import { EndDialog, ReopenDialog } from '../web/opening-dialogs.tsx'
import { OpeningForm } from '../web/opening-form.tsx'
import { Reasons } from '../web/reasons.tsx'
import { SayDialog } from '../web/say-dialog.tsx'
import { referralTone, toneOf, useShow } from '../web/show.ts'
import { words as formWords } from '../web/words.ts'
import { words } from './words.ts'

type Jobs = ResponseOf<typeof firmJobs>

/** `/firm/:firmId/jobs`: what the firm looks for, who agreed to be brought to it, and what came of it. */
export default function FirmJobsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const firmId = useParam('firmId') as FirmId
  const { data, error, refetch } = useEndpoint(firmJobs, { params: { firmId } }, { live: ['notice'] })
  const [editing, setEditing] = useState<OpeningRow | 'new' | null>(null)
  const close = () => {
    setEditing(null)
    window.scrollTo(0, 0)
  }
  const title = editing === null ? w.firmTitle : editing === 'new' ? w.newTitle : w.editTitle
  return (
    <>
      <AppBar title={title} back="/firm" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && editing !== null && <Editing firmId={firmId} jobs={data} editing={editing} onClose={close} />}
        {data && editing === null && (
          <>
            <Card>
              <p className="ui-muted">{w.firmLead}</p>
              <BigButton icon="plus" onClick={() => setEditing('new')}>
                {w.openJob}
              </BigButton>
            </Card>
            {data.openings.length === 0 && <p className="ui-muted">{w.noJobs}</p>}
            {data.openings.map((one) => (
              <Opening key={one.opening.id} of={one} onEdit={() => setEditing(one.opening)} />
            ))}
          </>
        )}
      </Screen>
    </>
  )
}

interface EditingProps {
  readonly firmId: FirmId
  readonly jobs: Jobs
  readonly editing: OpeningRow | 'new'
  readonly onClose: () => void
}

function Editing({ firmId, jobs, editing, onClose }: EditingProps) {
  const w = useWords(words)
  const d = useWords(formWords).act
  const done = { changes: [firmJobs], onDone: onClose }
  const open = useCommand(openOpening, done)
  const change = useCommand(changeOpening, done)
  const fresh = editing === 'new'
  return (
    <Card>
      <OpeningForm
        opening={fresh ? undefined : editing}
        place={jobs.firm.place}
        send={fresh ? w.send : d.save}
        busy={open.isPending || change.isPending}
        error={open.error ?? change.error}
        onSend={(body) =>
          fresh ? open.mutate({ params: { firmId }, body }) : change.mutate({ params: { openingId: editing.id }, body })
        }
      />
      <Button wide look="quiet" onClick={onClose}>
        {w.back}
      </Button>
    </Card>
  )
}

function Opening({ of: { opening, referrals }, onEdit }: { of: Jobs['openings'][number]; onEdit: () => void }) {
  const w = useWords(words)
  const d = useWords(formWords).act
  const f = useWords(formWords)
  const say = useSay()
  const format = useFormat()
  const { names, payOf, asksOf } = useShow()
  const [asking, setAsking] = useState<'fill' | 'close' | 'reopen' | null>(null)
  const close = () => setAsking(null)
  const open = opening.state === 'open'
  return (
    <Card>
      <div className="job-line">
        <h2>{opening.title}</h2>
        <StatusWord words={names.openingState[opening.state]} tone={toneOf[opening.state]} />
      </div>
      <p>{payOf(opening)}</p>
      <p className="ui-muted ui-small">
        {[...asksOf(opening), f.hired(opening.hired, opening.headcount), f.until(format.date(opening.untilOn))].join(
          ' · ',
        )}
      </p>
      {opening.endedWhy && <p className="ui-muted">{say(opening.endedWhy)}</p>}
      {referrals.length === 0 && open && <p className="ui-muted">{w.noPeople}</p>}
      {referrals.map((referral) => (
        <Person key={referral.id} referral={referral} />
      ))}
      <div className="ui-row job-ways">
        {open && (
          <>
            <Button icon="edit" onClick={onEdit}>
              {d.edit}
            </Button>
            <Button onClick={() => setAsking('fill')}>{d.filled}</Button>
            <Button onClick={() => setAsking('close')}>{d.close}</Button>
          </>
        )}
        {!open && opening.hired < opening.headcount && (
          <Button icon="refresh" onClick={() => setAsking('reopen')}>
            {d.reopen}
          </Button>
        )}
      </div>
      {(asking === 'fill' || asking === 'close') && <EndDialog opening={opening} step={asking} onClose={close} />}
      {asking === 'reopen' && <ReopenDialog opening={opening} onClose={close} />}
    </Card>
  )
}

/** Somebody who agreed to be brought to this job: name and phone until it ends, and what came of it. */
function Person({ referral }: { referral: FirmReferral }) {
  const w = useWords(words)
  const d = useWords(formWords).act
  const format = useFormat()
  const { names } = useShow()
  const [saying, setSaying] = useState<(typeof sayableSteps)[number] | null>(null)
  const who = referral.name ?? w.gone
  const steps = stepsFor(referral.state, 'firm')
  return (
    <div className="job-card">
      <div className="job-line">
        <h3>{who}</h3>
        <StatusWord words={names.referralState[referral.state]} tone={referralTone[referral.state]} />
      </div>
      <Reasons reasons={referral.reasons} />
      {referral.hiredOn && <p className="ui-muted">{w.hiredFrom(format.date(referral.hiredOn))}</p>}
      {referral.why && <p className="ui-muted">{referral.why}</p>}
      {referral.phone && (
        <div>
          <Button icon="phone" to={`tel:${referral.phone}`}>
            {`${w.call} ${referral.phone}`}
          </Button>
        </div>
      )}
      <div className="ui-row">
        {sayableSteps
          .filter((step) => steps.includes(step))
          .map((step) => (
            <Button key={step} look={step === 'hire' ? 'main' : 'plain'} onClick={() => setSaying(step)}>
              {d.step[step]}
            </Button>
          ))}
      </div>
      {saying && <SayDialog referralId={referral.id} step={saying} who={who} onClose={() => setSaying(null)} />}
    </div>
  )
}
