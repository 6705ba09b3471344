import '../web/jobs.css'
import { type ReactNode, useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { ConsentAskedAnew } from '../../people/pocket/public.ts'
import {
  jobsPurpose,
  type MyProfile,
  type MyReferral,
  myJobs,
  type OpeningRow,
  sayReferral,
  withdrawConsent,
} from '../contract.ts'
import { Reasons } from '../web/reasons.tsx'
import { referralTone, useShow } from '../web/show.ts'
import { words as formWords } from '../web/words.ts'
import { ProfileForm } from './profile-form.tsx'
import { words } from './words.ts'

type Mine = ResponseOf<typeof myJobs>

/** `/jobs`: what waits for my answer, jobs that fit me and why, what I said; and the way to say it or take it back. */
export default function JobsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(myJobs, {}, { live: ['notice'] })
  const [editing, setEditing] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  return (
    <>
      <AppBar title={editing ? w.formTitle : w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {said && !editing && (
          <div role="status">
            <Remark icon="check" title={said} />
          </div>
        )}
        {data && editing && (
          <ProfileForm
            mine={data}
            onClose={() => setEditing(false)}
            onSaved={() => {
              setSaid(w.saved)
              setEditing(false)
              window.scrollTo(0, 0)
            }}
          />
        )}
        {data && !editing && (
          <Overview mine={data} onEdit={() => setEditing(true)} onGone={() => setSaid(w.withdrawn)} />
        )}
      </Screen>
    </>
  )
}

function Overview({ mine, onEdit, onGone }: { mine: Mine; onEdit: () => void; onGone: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const waiting = mine.referrals.filter(({ state }) => state === 'proposed')
  const others = mine.referrals.filter(({ state }) => state !== 'proposed')
  return (
    <>
      <ConsentAskedAnew purpose={jobsPurpose} changes={[myJobs]} />
      {waiting.length > 0 && (
        <Card title={w.answers}>
          <p className="ui-muted">{w.answersLead}</p>
          {waiting.map((referral) => (
            <Answer key={referral.id} referral={referral} />
          ))}
        </Card>
      )}
      {mine.profile ? (
        <Profile profile={mine.profile} onEdit={onEdit} onGone={onGone} />
      ) : (
        <Card>
          <p className="ui-muted">{w.openLead}</p>
          <BigButton icon="edit" onClick={onEdit}>
            {w.lookFor}
          </BigButton>
        </Card>
      )}
      {others.length > 0 && (
        <Card title={w.mine}>
          {others.map(({ id, opening, state, hiredOn }) => (
            <Job key={id} opening={opening}>
              <StatusMark state={state} />
              {hiredOn && <p className="ui-muted">{w.hiredFrom(format.date(hiredOn))}</p>}
            </Job>
          ))}
        </Card>
      )}
      <Card title={mine.fitting ? w.fitting : w.open}>
        {mine.openings.length === 0 && <p className="ui-muted">{mine.fitting ? w.noneFitting : w.none}</p>}
        {mine.openings.map(({ opening, reasons }) => (
          <Job key={opening.id} opening={opening}>
            <Reasons reasons={reasons} />
          </Job>
        ))}
      </Card>
    </>
  )
}

function StatusMark({ state }: { state: MyReferral['state'] }) {
  const { names } = useShow()
  return (
    <div>
      <StatusWord words={names.referralState[state]} tone={referralTone[state]} />
    </div>
  )
}

function Job({ opening, children }: { opening: OpeningRow; children?: ReactNode }) {
  const f = useWords(formWords)
  const format = useFormat()
  const { nameOf, payOf, placeOf, asksOf } = useShow()
  return (
    <div className="job-card">
      <h3>{opening.title}</h3>
      <p>{payOf(opening)}</p>
      <p className="ui-muted">
        {nameOf(opening.firm)} · {placeOf(opening)}
      </p>
      <p className="ui-muted ui-small">{[...asksOf(opening), f.until(format.date(opening.untilOn))].join(' · ')}</p>
      {opening.words && <p className="ui-small">{opening.words}</p>}
      {children}
    </div>
  )
}

/** One referral that waits: yes or no, nothing else. */
function Answer({ referral }: { referral: MyReferral }) {
  const w = useWords(words)
  const send = useCommand(sayReferral, { changes: [myJobs] })
  const say = (step: 'agree' | 'decline') => send.mutate({ params: { referralId: referral.id }, body: { step } })
  return (
    <Job opening={referral.opening}>
      <ErrorNote error={send.error} />
      <BigButton icon="check" busy={send.isPending} onClick={() => say('agree')}>
        {w.agree}
      </BigButton>
      <Button wide tall busy={send.isPending} onClick={() => say('decline')}>
        {w.decline}
      </Button>
    </Job>
  )
}

function Profile({ profile, onEdit, onGone }: { profile: MyProfile; onEdit: () => void; onGone: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const send = useCommand(withdrawConsent, {
    changes: [myJobs],
    onDone: () => {
      setAsking(false)
      onGone()
    },
  })
  return (
    <Card title={w.profile}>
      <p>{[...profile.kinds, ...profile.skills].join(' · ')}</p>
      <p className="ui-muted ui-small">{w.until(format.date(profile.consentUntil))}</p>
      <div className="ui-row">
        <Button icon="edit" onClick={onEdit}>
          {w.edit}
        </Button>
        <Button look="quiet" onClick={() => setAsking(true)}>
          {w.withdraw}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        final
        title={w.withdrawTitle}
        confirm={w.withdraw}
        busy={send.isPending}
        error={send.error}
        onClose={() => setAsking(false)}
        onConfirm={() => send.mutate({ params: { seekerId: profile.id }, body: {} })}
      >
        <p>{w.withdrawText}</p>
      </ConfirmDialog>
    </Card>
  )
}
