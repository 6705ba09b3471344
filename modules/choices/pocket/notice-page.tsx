import '../web/bars.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { type NoticeView, readNotice } from '../contract.ts'
import { type MatterNumber, majorityFor } from '../threshold.ts'
import { Bars, Sums } from '../web/bars.tsx'
import { toneOf, useCounted } from '../web/show.ts'
import { ObjectionCard } from './objection-card.tsx'
import { VoteCard } from './vote-card.tsx'
import { words } from './words.ts'

/** `/w/$code`: the public notice; and for an owner the way to vote. */
export default function NoticePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(readNotice, { params: { code } })
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: NoticeView }) {
  const w = useWords(words)
  const { w: n, both, verdict, number } = useCounted()
  return (
    <>
      <Card>
        <div className="choice-notes">
          <h2 className="choice-title">{of.title}</h2>
          <div>
            <StatusWord words={n.state[of.state]} tone={toneOf[of.state]} />
          </div>
          {of.cancelledWhy && <p>{w.cancelled(of.cancelledWhy)}</p>}
          <p>
            <strong>{of.basis ? n.basis(of.basis) : n.label}</strong>
          </p>
          <Facts of={of} />
        </div>
      </Card>
      {of.outcome && (
        <Card title={w.result}>
          <div className="ui-stack">
            <p>
              <strong>{verdict(of.outcome)}</strong>
            </p>
            <Bars of={of.outcome} />
            <Sums of={of.outcome} open />
            <p className="ui-muted ui-small">{n.law}</p>
          </div>
        </Card>
      )}
      {!of.cancelledWhy && of.openedAt && <VoteCard of={of} />}
      <Card title={w.content}>
        <p className="choice-text">{of.words}</p>
      </Card>
      {!of.outcome && !of.cancelledWhy && (
        <Card>
          <dl className="choice-facts">
            <dt>{w.total}</dt>
            <dd>{both(of.total)}</dd>
            {of.openedAt && (
              <>
                <dt>{w.participated}</dt>
                <dd>{both(of.participated)}</dd>
              </>
            )}
          </dl>
          {of.openedAt && <p className="ui-muted ui-small">{of.state === 'closed' ? w.awaiting : w.hidden}</p>}
        </Card>
      )}
      <ObjectionCard of={of} />
      <Remark icon="info">
        {n.named} {of.objections > 0 && w.objections(number(of.objections))}
      </Remark>
    </>
  )
}

function Facts({ of }: { of: NoticeView }) {
  const w = useWords(words)
  const names = useNames()
  const { w: n, matter } = useCounted()
  const format = useFormat()
  const dates = [
    of.state === 'announced' && of.opensOn ? n.opens(format.date(of.opensOn)) : null,
    of.closesOn ? n.closes(format.date(of.closesOn)) : null,
    of.objectionsUntil ? n.objections(format.date(of.objectionsUntil)) : null,
  ].filter((one) => one !== null)
  return (
    <dl className="choice-facts">
      <dt>{w.where}</dt>
      <dd>
        {of.place.id === of.compound.id ? names(of.place) : `${names(of.compound)} ${names(of.place)}`} ·{' '}
        {w.keptBy(names(of.keptBy))}
      </dd>
      {dates.length > 0 && (
        <>
          <dt>{w.dates}</dt>
          <dd>
            {dates.map((one) => (
              <div key={one}>{one}</div>
            ))}
          </dd>
        </>
      )}
      <dt>{w.threshold}</dt>
      <dd>
        {matter(of.matter)}
        <br />
        <span className="ui-muted">{n.rule[majorityFor(of.matter as MatterNumber)]}</span>
        {of.followRule && (
          <>
            <br />
            <span className="ui-muted">{n.followRule(of.followRule)}</span>
          </>
        )}
      </dd>
    </dl>
  )
}
