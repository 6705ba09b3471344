import '../web/budget.css'
import '../../web/bars.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { useParam } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { Card } from '../../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { useNames } from '../../../matters/pocket/public.ts'
import { type BallotPaper, readPaper } from '../contract.ts'
import { Item } from '../web/ballot-form.tsx'
import { Result } from '../web/result.tsx'
import { toneOf, useBudget } from '../web/show.ts'
import { ballotBook } from '../web/words.ts'
import { ReceiptsCard } from './receipts-card.tsx'
import { VoteCard } from './vote-card.tsx'
import { words } from './words.ts'

/** `/v/$code`: what is voted on, the ballot, the result, and receipts. */
export default function BallotPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(readPaper, { params: { code } })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && <EmptyState icon="list" title={w.wrongCode} />}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: BallotPaper }) {
  const w = useWords(words)
  const b = useWords(ballotBook)
  const counted = of.state === 'counted' || of.state === 'published'
  const voting = of.noBallots === null
  return (
    <>
      <Head of={of} />
      {of.result && (
        <Card title={b.result}>
          <Result of={of} result={of.result} />
        </Card>
      )}
      {!of.result && (of.state === 'closed' || of.state === 'counted') && <Remark icon="clock">{w.waitResult}</Remark>}
      {voting && <VoteCard of={of} />}
      {counted && <ReceiptsCard code={of.code} />}
      {!voting && !of.result && (
        <Card title={w.items}>
          <ul className="vote-items">
            {of.items.map((item) => (
              <li key={item.n} className="vote-item">
                <Item item={item} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {of.types && voting && (
        <Button icon="edit" wide to={`/v/${of.code}/paper`}>
          {w.paper}
        </Button>
      )}
      <Remark icon="lock">{w.secret}</Remark>
    </>
  )
}

function Head({ of }: { of: BallotPaper }) {
  const w = useWords(words)
  const names = useNames()
  const { w: n, number, yuan, when } = useBudget()
  const date = when(of)
  return (
    <Card>
      <div className="choice-notes">
        <h2 className="choice-title">{of.title}</h2>
        <div>
          <StatusWord words={n.state[of.state]} tone={toneOf[of.state]} />
        </div>
        {of.cancelledWhy && <p>{w.cancelled(of.cancelledWhy)}</p>}
        {of.words && <p className="choice-text">{of.words}</p>}
        <dl className="choice-facts">
          <dt>{w.budget}</dt>
          <dd>
            <strong>{yuan(of.budgetFen)}</strong>
          </dd>
          <dt>{w.where}</dt>
          <dd>
            {names(of.place)} · {w.keptBy(names(of.keptBy))}
          </dd>
          {date && (
            <>
              <dt>{w.dates}</dt>
              <dd>{date}</dd>
            </>
          )}
          <dt>{w.ballot}</dt>
          <dd>
            {n.kind[of.kind]} · {n.how[of.kind](of.most)}
          </dd>
          <dt>{w.rule}</dt>
          <dd>
            {n.rule[of.rule]}
            <br />
            <span className="ui-muted ui-small">{n.ruleHint[of.rule]}</span>
          </dd>
          <dt>{w.who}</dt>
          <dd>
            {n.openTo[of.openTo]}
            {of.openedAt && ` · ${n.voters(number(of.voters))}`}
          </dd>
        </dl>
      </div>
    </Card>
  )
}
