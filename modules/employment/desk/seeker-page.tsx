import '../web/jobs.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useNavigation, useParam } from '../../../ui/navigation.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { getSeeker, listSeekers, propose, revealSeeker, type SeekerId, withdrawConsent } from '../contract.ts'
import { Reasons } from '../web/reasons.tsx'
import { useShow, yuan } from '../web/show.ts'
import { ReferralCard } from './referral-card.tsx'
import { words } from './words.ts'

type Seeker = ResponseOf<typeof getSeeker>

/** `/jobs/seekers/$seekerId`: what somebody looks for, which openings fit, and what came of referrals. */
export default function SeekerPage() {
  const w = useWords(words)
  const lang = useLang()
  const seekerId = useParam('seekerId') as SeekerId
  const { data, error, refetch } = useEndpoint(getSeeker, { params: { seekerId } })
  const title = data ? data.seeker.name : w.seeker
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.title, to: '/jobs?tab=seekers' }]}
        lead={data && listed(lang, data.seeker.kinds)}
        actions={data && <Ways seekerId={seekerId} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <Columns
          main={
            <>
              <Sheet title={w.fitting}>
                {!data.consentStands && <Remark icon="info">{w.askedAnew}</Remark>}
                {data.consentStands && data.fitting.length === 0 && <p className="ui-muted">{w.noFitting}</p>}
                {data.fitting.map((one) => (
                  <Fitting key={one.opening.id} seekerId={seekerId} of={one} />
                ))}
              </Sheet>
              <Sheet title={w.referrals}>
                {data.referrals.length === 0 && <p className="ui-muted">{w.noReferrals}</p>}
                {data.referrals.map((referral) => (
                  <ReferralCard key={referral.id} referral={referral} ofSeeker />
                ))}
              </Sheet>
            </>
          }
          side={<SeekerFacts of={data} />}
        />
      )}
    </Page>
  )
}

function Fitting({ seekerId, of: { opening, reasons } }: { seekerId: SeekerId; of: Seeker['fitting'][number] }) {
  const w = useWords(words)
  const { nameOf, payOf } = useShow()
  const send = useCommand(propose, { changes: [getSeeker] })
  return (
    <div className="job-card">
      <div className="job-line">
        <h3>
          <Go to={`/jobs/openings/${opening.id}`}>{opening.title}</Go>
        </h3>
        <span className="ui-muted">
          {nameOf(opening.firm)} · {payOf(opening)}
        </span>
        <Button
          icon="send"
          busy={send.isPending}
          onClick={() => send.mutate({ params: { openingId: opening.id }, body: { seekerId } })}
        >
          {w.propose}
        </Button>
      </div>
      <Reasons reasons={reasons} />
      <ErrorNote error={send.error} />
    </div>
  )
}

function SeekerFacts({ of }: { of: Seeker }) {
  const { seeker, words: said, consentNote } = of
  const w = useWords(words)
  const lang = useLang()
  const { names, nameOf } = useShow()
  const format = useFormat()
  const c = w.column
  const rows = [
    { label: c.phone, value: seeker.phone },
    { label: c.home, value: nameOf(seeker.place) },
    { label: c.skills, value: listed(lang, seeker.skills) },
  ]
  const pay = seeker.payFen !== null && seeker.payUnit && `${yuan(seeker.payFen)} ${names.payUnit[seeker.payUnit]}`
  const wish = [
    names.wishHours[seeker.hours],
    pay,
    names.reach[seeker.reach],
    seeker.education && names.education[seeker.education],
    seeker.experienceMonths !== null && seeker.experienceMonths > 0 && names.experience(seeker.experienceMonths),
    format.date(seeker.fromOn),
  ]
  return (
    <Sheet title={w.wish}>
      <Facts
        rows={[
          ...rows,
          { label: c.wish, value: wish.filter(Boolean).join(' · ') },
          ...(said ? [{ label: w.said, value: said }] : []),
          {
            label: w.consent,
            value: w.consentUntil(
              names.consentHow[seeker.consentHow],
              of.consentVersion,
              format.date(seeker.consentUntil),
            ),
          },
          ...(consentNote ? [{ label: w.consentNote, value: consentNote }] : []),
        ]}
      />
    </Sheet>
  )
}

function Ways({ seekerId }: { seekerId: SeekerId }) {
  const w = useWords(words)
  const { go } = useNavigation()
  const [asking, setAsking] = useState<'reveal' | 'withdraw' | null>(null)
  const [reason, setReason] = useState('')
  const close = () => setAsking(null)
  const reveal = useCommand(revealSeeker)
  const withdraw = useCommand(withdrawConsent, { changes: [listSeekers], onDone: () => go('/jobs?tab=seekers') })
  return (
    <>
      <Button icon="phone" onClick={() => setAsking('reveal')}>
        {w.reveal}
      </Button>
      <Button icon="leave" onClick={() => setAsking('withdraw')}>
        {w.withdraw}
      </Button>
      {asking === 'reveal' && reveal.data && (
        <Dialog open title={reveal.data.name} onClose={close}>
          <p>
            <Go to={`tel:${reveal.data.phone}`}>{reveal.data.phone}</Go>
          </p>
        </Dialog>
      )}
      {asking === 'reveal' && !reveal.data && (
        <ConfirmDialog
          open
          title={w.reveal}
          confirm={w.reveal}
          busy={reveal.isPending}
          notYet={reason.trim().length < 4}
          error={reveal.error}
          onClose={close}
          onConfirm={() => reveal.mutate({ params: { seekerId }, body: { reason: reason.trim() } })}
        >
          <Field label={w.revealWhy}>
            {(control) => <TextInput control={control} value={reason} onChange={setReason} maxLength={200} />}
          </Field>
        </ConfirmDialog>
      )}
      {asking === 'withdraw' && (
        <ConfirmDialog
          open
          final
          title={w.withdraw}
          confirm={w.withdraw}
          busy={withdraw.isPending}
          error={withdraw.error}
          onClose={close}
          onConfirm={() => withdraw.mutate({ params: { seekerId }, body: {} })}
        >
          <p>{w.withdrawText}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
