import '../web/neighbours.css'
import { useState } from 'react'
import { labelled } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUiLang } from '../../../ui/lang.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { Line, useNameOf } from '../../matters/desk/public.ts'
import { ConsentField } from '../../people/desk/public.ts'
import {
  agreeWish,
  agreeWishAnew,
  askVolunteer,
  getWish,
  listPairings,
  listWishes,
  neighbourFigures,
  revealWish,
  type WishRow,
  type WishView,
  wishPurpose,
  withdrawWish,
} from '../contract.ts'
import { rhythmNames } from '../pairings/pairing.ts'
import { languages, skillKinds } from '../skills/kinds.ts'
import { nameOfSlots } from '../skills/slots.ts'
import { wishTone } from '../web/show.ts'
import { neighbourBook } from '../web/words.ts'
import { ConsentFields, consentIsWhole, noConsent } from './consent-fields.tsx'
import { Reveal } from './reveal.tsx'
import { words } from './words.ts'

const changes = [getWish, listWishes, listPairings, neighbourFigures]

/** `/neighbours/wishes/$wishId`: who can take it and why, and why others cannot. */
export default function WishPage() {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const ui = useUiWords()
  const say = useSay()
  const nameOf = useNameOf()
  const wishId = useParam('wishId') as WishRow['id']
  const { data, error, refetch } = useEndpoint(getWish, { params: { wishId } }, { live: ['notice'] })
  const title = data ? say(skillKinds[data.wish.kind]) : w.wish
  return (
    <Page title={title}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <PageHeader
            title={title}
            above={[{ words: w.title, to: '/neighbours' }]}
            marks={<StatusWord words={b.wishStates[data.wish.state]} tone={wishTone[data.wish.state]} />}
            lead={`${data.wish.name || '—'} · ${nameOf(data.wish.place)}`}
          />
          <Columns main={<Main of={data} />} side={<Side of={data} />} />
        </>
      )}
    </Page>
  )
}

function Main({ of }: { of: WishView }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const { wish } = of
  return (
    <>
      {wish.state === 'heard' && of.mayPair && <AgreeForm of={wish} />}
      {wish.askedAnew && <AskedAnew of={of} />}
      {wish.pairing && wish.pairing.state !== 'suggested' && (
        <Sheet title={w.pairing}>
          <p>
            <Go to={`/neighbours/pairings/${wish.pairing.id}`}>{wish.pairing.volunteerName}</Go> ·{' '}
            {b.pairingStates[wish.pairing.state]}
            {wish.pairing.state === 'asked' && ` · ${w.saidYes(wish.pairing.volunteerYes, wish.pairing.helpedYes)}`}
          </p>
        </Sheet>
      )}
      {wish.state === 'open' &&
        !wish.askedAnew &&
        of.mayPair &&
        (!wish.pairing || wish.pairing.state === 'suggested') && <Fitting of={of} />}
      {of.others.length > 0 && <Others of={of} />}
    </>
  )
}

function Fitting({ of }: { of: WishView }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const send = useCommand(askVolunteer, { changes })
  return (
    <Sheet title={w.fitting}>
      {of.fitting.length === 0 ? (
        <EmptyState icon="people" title={w.nobodyFits}>
          {w.nobodyFitsText}
        </EmptyState>
      ) : (
        <p className="ui-muted">{w.fittingLead(of.fittingInAll)}</p>
      )}
      <ErrorNote error={send.error} />
      {of.fitting.map((one, n) => (
        <div key={one.volunteerId} className="nb-card">
          <div className="nb-line">
            <h3>
              <Go to={`/neighbours/volunteers/${one.volunteerId}`}>{one.name}</Go>
            </h3>
            <span className="ui-muted">{nameOf(one.place)}</span>
            {one.asked && <StatusWord words={w.named} />}
            <Button
              {...(n === 0 ? { look: 'main' as const } : {})}
              icon="send"
              busy={send.isPending}
              onClick={() => send.mutate({ params: { wishId: of.wish.id }, body: { volunteerId: one.volunteerId } })}
            >
              {w.ask}
            </Button>
          </div>
          <ul className="nb-reasons">
            {one.reasons.map((reason) => (
              <li key={reason.zh}>{say(reason)}</li>
            ))}
          </ul>
        </div>
      ))}
    </Sheet>
  )
}

function Others({ of }: { of: WishView }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useUiLang()
  return (
    <Sheet title={w.others}>
      <ul className="nb-reasons">
        {of.others.map((one, n) => (
          // Masked names may be alike.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is not reordered
          <li key={n}>{labelled(lang, one.name, say(one.why))}</li>
        ))}
      </ul>
    </Sheet>
  )
}

function AgreeForm({ of }: { of: WishRow }) {
  const w = useWords(words)
  const [who, setWho] = useState({ name: '', phone: '' })
  const [consent, setConsent] = useState(noConsent)
  const [shown, setShown] = useState<number | null>(null)
  const send = useCommand(agreeWish, { changes })
  const submit = () => {
    if (shown === null) return
    send.mutate({ params: { wishId: of.id }, body: { ...who, ...consent, consentVersion: shown } })
  }
  return (
    <Sheet title={w.agree}>
      <div className="ui-stack">
        <Field label={w.name}>
          {(control) => (
            <Line control={control} value={who.name} maxLength={40} onChange={(name) => setWho({ ...who, name })} />
          )}
        </Field>
        <Field label={w.phone}>
          {(control) => (
            <Line control={control} type="tel" value={who.phone} onChange={(phone) => setWho({ ...who, phone })} />
          )}
        </Field>
        <ConsentField
          purpose={wishPurpose}
          label={w.consentText}
          version={shown}
          onChange={setShown}
          refused={send.error}
        />
        <ConsentFields of={consent} onChange={setConsent} />
        <ErrorNote error={send.error} />
        <div className="ui-row">
          <Button
            look="main"
            busy={send.isPending}
            disabled={!who.name.trim() || shown === null || !consentIsWhole(consent)}
            onClick={submit}
          >
            {w.agree}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

/** Says that whom it helps is asked anew, and takes down what they answered to staff. */
function AskedAnew({ of }: { of: WishView }) {
  const w = useWords(words)
  const [consent, setConsent] = useState(noConsent)
  const [shown, setShown] = useState<number | null>(null)
  const send = useCommand(agreeWishAnew, { changes })
  const submit = () => {
    if (shown === null) return
    send.mutate({ params: { wishId: of.wish.id }, body: { ...consent, consentVersion: shown } })
  }
  return (
    <Sheet title={w.agreeAnew}>
      <div className="ui-stack">
        <Remark icon="info">{of.wish.state === 'open' ? w.agreeAnewOpen : w.agreeAnewPaired}</Remark>
        {of.mayPair && (
          <>
            <ConsentField
              purpose={wishPurpose}
              label={w.consentText}
              version={shown}
              onChange={setShown}
              refused={send.error}
            />
            <ConsentFields of={consent} onChange={setConsent} />
            <ErrorNote error={send.error} />
            <div className="ui-row">
              <Button
                look="main"
                busy={send.isPending}
                disabled={shown === null || !consentIsWhole(consent)}
                onClick={submit}
              >
                {w.agreedAnew}
              </Button>
            </div>
          </>
        )}
      </div>
    </Sheet>
  )
}

function Side({ of }: { of: WishView }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const lang = useUiLang()
  const format = useFormat()
  const { wish } = of
  return (
    <>
      <Sheet title={w.facts}>
        {wish.words && <p>{wish.words}</p>}
        <Facts
          rows={[
            { label: b.times, value: nameOfSlots(wish.slots, lang) },
            { label: b.rhythm, value: say(rhythmNames[wish.rhythm]) },
            { label: b.helperSex, value: wish.helperSex ? b.sexes[wish.helperSex] : b.anySex },
            ...(wish.language ? [{ label: b.languages, value: say(languages[wish.language]) }] : []),
            { label: b.source, value: b.sources[wish.source] },
            { label: b.since, value: format.shortDay(wish.since) },
            ...(of.consentHow
              ? [
                  {
                    label: w.consent,
                    value: [
                      b.consentHows[of.consentHow],
                      of.consentNote,
                      of.consentAt && format.shortDay(of.consentAt),
                      of.consentVersion && w.consentVersion(of.consentVersion),
                      wish.askedAnew && w.askedAnew,
                    ]
                      .filter(Boolean)
                      .join(' · '),
                  },
                ]
              : []),
          ]}
        />
        {of.mayPair && !wish.endedAt && <Steps of={wish} />}
      </Sheet>
      {of.leftOut.length > 0 && (
        <Sheet title={w.leftOut}>
          <Facts rows={of.leftOut.map(({ why, count }) => ({ label: say(why), value: w.leftOutCount(count) }))} />
        </Sheet>
      )}
      {of.earlier.length > 0 && (
        <Sheet title={w.earlier}>
          {of.earlier.map((one) => (
            <p key={one.id}>
              <Go to={`/neighbours/pairings/${one.id}`}>{one.volunteerName}</Go> · {b.pairingStates[one.state]}
            </p>
          ))}
        </Sheet>
      )}
    </>
  )
}

function Steps({ of }: { of: WishRow }) {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  const params = { wishId: of.id }
  const reveal = useCommand(revealWish)
  const withdraw = useCommand(withdrawWish, { changes, onDone: () => setAsking(false) })
  return (
    <div className="ui-row">
      {of.state !== 'heard' && (
        <Reveal
          busy={reveal.isPending}
          error={reveal.error}
          onAsk={(reason, shown) => reveal.mutate({ params, body: { reason } }, { onSuccess: shown })}
        />
      )}
      <Button look="quiet" onClick={() => setAsking(true)}>
        {w.withdrawWish}
      </Button>
      <ConfirmDialog
        open={asking}
        final
        title={w.withdrawWish}
        confirm={w.withdrawWish}
        busy={withdraw.isPending}
        error={withdraw.error}
        onClose={() => setAsking(false)}
        onConfirm={() => withdraw.mutate({ params, body: {} })}
      >
        <p>{of.name}</p>
      </ConfirmDialog>
    </div>
  )
}
