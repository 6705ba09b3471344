import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { MatchView, WantView } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { verdictTones } from '../../web/tones.ts'
import { words } from '../words.ts'
import { PassDialog } from './pass-dialog.tsx'

/** What every product says of a want: what fits and what may, with the way to pass it on; what does not is folded away. */
export function Matches({ want }: { want: WantView }) {
  const w = useWords(words)
  const [passing, setPassing] = useState<MatchView | null>(null)
  const { matches } = want
  const possible = matches.filter(({ verdict }) => verdict !== 'unfit')
  const unfit = matches.filter(({ verdict }) => verdict === 'unfit')
  const cards = (of: readonly MatchView[]) => (
    <ul className="finance-cards">
      {of.map((one) => (
        <MatchCard key={one.productId} match={one} onPass={want.mayPass ? () => setPassing(one) : null} />
      ))}
    </ul>
  )
  return (
    <Sheet title={w.matches}>
      {matches.length === 0 && (
        <EmptyState icon="file" title={w.noMatches}>
          {w.noMatchesText}
        </EmptyState>
      )}
      {cards(possible)}
      {unfit.length > 0 && (
        <details className="finance-fold" open={possible.length === 0}>
          <summary>{w.unfit(unfit.length)}</summary>
          {cards(unfit)}
        </details>
      )}
      {passing && <PassDialog want={want} match={passing} onClose={() => setPassing(null)} />}
    </Sheet>
  )
}

function MatchCard({ match, onPass }: { match: MatchView; onPass: (() => void) | null }) {
  const w = useWords(words)
  const say = useSay()
  const { book, name, rates, moneys, securities, list } = useShow()
  const { verdict, partner, reasons, missing, referralId } = match
  const bank = name(partner)
  return (
    <li className="finance-card">
      <div className="finance-card-head">
        <h3>
          <Go to={`/finance/products/${match.productId}`}>{say(match.name)}</Go>
        </h3>
        <div className="ui-row">
          <StatusWord tone={verdictTones[verdict]} words={book.verdict[verdict]} />
          {referralId && <StatusWord tone="active" words={w.passed} />}
        </div>
      </div>
      <div className="ui-muted">
        {bank} · {securities(match.securities)}
      </div>
      <div>
        <span className="finance-rate">{w.perYear(rates(match.rateFromBp, match.rateToBp))}</span>{' '}
        <span className="ui-muted">{w.interest(moneys(match.interestFromFen, match.interestToFen))}</span>
      </div>
      <ul className={verdict === 'unfit' ? 'finance-reasons finance-reasons-failed' : 'finance-reasons'}>
        {reasons.map((reason) => (
          <li key={reason.zh}>{say(reason)}</li>
        ))}
      </ul>
      {missing.length > 0 && <p>{w.missing(list(missing.map(say)))}</p>}
      {onPass && !referralId && verdict !== 'unfit' && (
        <div>
          <Button icon="send" look={verdict === 'fits' ? 'main' : 'plain'} onClick={onPass}>
            {w.passTo(bank)}
          </Button>
        </div>
      )}
    </li>
  )
}
