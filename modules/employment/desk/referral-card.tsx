import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { getOpening, listReferrals, type ReferralView, sayableSteps, sayStillThere } from '../contract.ts'
import { stepsFor } from '../referral.ts'
import { SayDialog } from '../web/say-dialog.tsx'
import { referralTone, useShow } from '../web/show.ts'
import { words as formWords } from '../web/words.ts'
import { words } from './words.ts'

/** One referral: how it stands, and what staff may note. */
export function ReferralCard({ referral, ofSeeker = false }: { referral: ReferralView; ofSeeker?: boolean }) {
  const w = useWords(words)
  const a = useWords(formWords).act
  const { names, nameOf } = useShow()
  const format = useFormat()
  const [saying, setSaying] = useState<(typeof sayableSteps)[number] | null>(null)
  const who = referral.name ?? w.gone
  const steps = stepsFor(referral.state, 'staff')
  const notes = [
    format.moment(referral.proposedAt),
    referral.proposedBy && w.asked(referral.proposedBy),
    referral.hiredOn && `${a.hiredOn} ${format.date(referral.hiredOn)}`,
    referral.why,
    referral.stillThere !== null && w.stillDone[referral.stillThere ? 'true' : 'false'],
  ]
  return (
    <div className="job-card">
      <div className="job-line">
        <h3>
          {ofSeeker && <Go to={`/jobs/openings/${referral.opening.id}`}>{referral.opening.title}</Go>}
          {!ofSeeker && (referral.name ? <Go to={`/jobs/seekers/${referral.seekerId}`}>{who}</Go> : who)}
        </h3>
        <span className="ui-muted">{ofSeeker ? nameOf(referral.firm) : referral.phone}</span>
        <StatusWord words={names.referralState[referral.state]} tone={referralTone[referral.state]} />
      </div>
      <p className="ui-muted ui-small">{notes.filter(Boolean).join(' · ')}</p>
      {referral.askStill && <Still referral={referral} />}
      {steps.length > 0 && (
        <div className="ui-row">
          {sayableSteps
            .filter((step) => steps.includes(step))
            .map((step) => (
              <Button key={step} look="quiet" onClick={() => setSaying(step)}>
                {a.step[step]}
              </Button>
            ))}
        </div>
      )}
      {saying && (
        <SayDialog
          referralId={referral.id}
          step={saying}
          who={ofSeeker ? referral.opening.title : who}
          onClose={() => setSaying(null)}
        />
      )}
    </div>
  )
}

/** Asked once, a month after the first day. */
function Still({ referral }: { referral: ReferralView }) {
  const w = useWords(words)
  const send = useCommand(sayStillThere, { changes: [getOpening, listReferrals] })
  const say = (there: boolean) => send.mutate({ params: { referralId: referral.id }, body: { there } })
  return (
    <Remark icon="clock" title={w.still}>
      <span className="ui-row">
        <Button busy={send.isPending} onClick={() => say(true)}>
          {w.there}
        </Button>
        <Button busy={send.isPending} onClick={() => say(false)}>
          {w.notThere}
        </Button>
      </span>
      <ErrorNote error={send.error} />
    </Remark>
  )
}
