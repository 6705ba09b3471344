import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { BigButton, Card, Sheet } from '../../../../ui/pocket/parts.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { ConsentField } from '../../../people/pocket/public.ts'
import { getWant, type MatchView, myFinance, passOn, referralPurpose, type WantView } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { words } from '../words.ts'

/** What fits, what may, and what does not, each with its reasons; the firm itself agrees to pass its want on. */
export function MatchCards({ want }: { want: WantView }) {
  const w = useWords(words)
  const { name } = useShow()
  const [asked, setAsked] = useState<MatchView | null>(null)
  const of = (verdict: MatchView['verdict']) => want.matches.filter((one) => one.verdict === verdict)
  const onConsent = want.isOwn && want.mayPass ? setAsked : null
  const cards = (matches: readonly MatchView[]) => (
    <ul className="finance-cards">
      {matches.map((one) => (
        <Match key={one.productId} match={one} onConsent={onConsent} />
      ))}
    </ul>
  )
  const [fits, unknown, unfit] = [of('fits'), of('unknown'), of('unfit')]
  if (!want.mayEnd && want.matches.length === 0) return null
  return (
    <>
      {want.matches.length === 0 && <p className="ui-muted">{w.noMatches}</p>}
      {fits.length > 0 && <Card title={w.fits}>{cards(fits)}</Card>}
      {unknown.length > 0 && <Card title={w.possible}>{cards(unknown)}</Card>}
      {unfit.length > 0 && (
        <Card>
          <details className="finance-fold">
            <summary>{w.unfit(unfit.length)}</summary>
            {cards(unfit)}
          </details>
        </Card>
      )}
      {want.mayPass && !want.isOwn && <p className="ui-muted">{w.staffPass}</p>}
      {asked && (
        <Sheet open title={w.consentTitle(name(asked.partner))} onClose={() => setAsked(null)}>
          <Consent want={want} match={asked} onDone={() => setAsked(null)} />
        </Sheet>
      )}
    </>
  )
}

interface MatchProps {
  readonly match: MatchView
  readonly onConsent: ((match: MatchView) => void) | null
}

function Match({ match, onConsent }: MatchProps) {
  const w = useWords(words)
  const say = useSay()
  const { name, rates, moneys, securities, list } = useShow()
  const { verdict, reasons, missing, referralId } = match
  return (
    <li className="finance-card">
      <div className="finance-card-head">
        <h3>{say(match.name)}</h3>
        {referralId && <StatusWord tone="active" words={w.passed} />}
      </div>
      <div className="ui-muted">
        {name(match.partner)} · {securities(match.securities)}
      </div>
      <div className="finance-rate">{w.perYear(rates(match.rateFromBp, match.rateToBp))}</div>
      <div className="ui-muted">{w.interest(moneys(match.interestFromFen, match.interestToFen))}</div>
      <ul className={verdict === 'unfit' ? 'finance-reasons finance-reasons-failed' : 'finance-reasons'}>
        {reasons.map((reason) => (
          <li key={reason.zh}>{say(reason)}</li>
        ))}
      </ul>
      {missing.length > 0 && <p>{w.missing(list(missing.map(say)))}</p>}
      {onConsent && !referralId && verdict !== 'unfit' && (
        <Button icon="send" onClick={() => onConsent(match)}>
          {w.consent}
        </Button>
      )}
    </li>
  )
}

/** Just what the bank will see, before anything goes there. */
function Consent({ want, match, onDone }: { want: WantView; match: MatchView; onDone: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { name, money, months, book } = useShow()
  const [version, setVersion] = useState<number | null>(null)
  const send = useCommand(passOn, {
    changes: [getWant, myFinance],
    onDone: () => {
      toast(w.done)
      onDone()
    },
  })
  const rows = [
    { label: w.sees.firm, value: name(want.firm) },
    { label: w.sees.want, value: [money(want.amountFen), months(want.months), book.use[want.use]].join(' · ') },
    ...(want.words ? [{ label: w.sees.words, value: want.words }] : []),
    ...(want.neededBy ? [{ label: w.sees.neededBy, value: format.date(want.neededBy) }] : []),
    ...match.told.map((fact) => ({ label: say(fact.name), value: say(fact.words) })),
    { label: w.sees.contact, value: w.sees.masked },
  ]
  return (
    <div className="ui-stack">
      <p>{w.consentLead}</p>
      <ul className="finance-told">
        {rows.map(({ label, value }) => (
          <li key={label}>
            <span className="ui-muted">{label}</span>
            <span>{value}</span>
          </li>
        ))}
      </ul>
      <ConsentField
        purpose={referralPurpose}
        label={w.consentText}
        tick={w.consentTick}
        version={version}
        onChange={setVersion}
        refused={send.error}
      />
      <ErrorNote error={send.error} />
      <BigButton
        icon="check"
        busy={send.isPending}
        disabled={version === null}
        onClick={() =>
          version !== null &&
          send.mutate({ params: { wantId: want.id }, body: { productId: match.productId, consentVersion: version } })
        }
      >
        {w.agree}
      </BigButton>
    </div>
  )
}
