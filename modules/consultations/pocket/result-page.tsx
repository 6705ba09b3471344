import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { StateWord, useNames } from '../../matters/pocket/public.ts'
import { atResult, type ResultPage as Page } from '../contract.ts'
import { ResultParts } from '../web/result-parts.tsx'
import { consultationWords } from '../web/words.ts'
import { words } from './words.ts'

const tones = { draft: 'plain', open: 'active', closed: 'stopped', answered: 'done' } as const

/** `/o/:code/result`: the picture of the groups, what they hold, and what the community answers. */
export default function ResultPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(atResult, { params: { code } }, { refetchInterval: 15_000 })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.title ?? w.title} back={`/o/${code}`} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="message" title={w.notFound}>
            {w.notFoundText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: Page }) {
  const w = useWords(words)
  const c = useWords(consultationWords)
  const format = useFormat()
  const nameOf = useNames()
  return (
    <>
      <div className="consult-head">
        <div>
          <StatusWord words={c.state[of.state]} tone={tones[of.state]} />
        </div>
        <span className="ui-muted ui-small">
          {[nameOf(of.place), w.by(nameOf(of.organiser)), w.until(format.shortDay(of.untilOn))].join(' · ')}
        </span>
        {of.result.at && (
          <span className="ui-muted ui-small">
            {c.counted(of.result.people, of.result.inside)} · {c.updated(format.moment(of.result.at))}
          </span>
        )}
      </div>
      {of.answers.length > 0 && (
        <Card flush title={c.answers}>
          {of.answers.map(({ number, words: said, answer, matterState }) => (
            <ListRow
              key={number}
              title={said}
              note={matterState ? `${answer} · ${c.asMatter}` : answer}
              mark={matterState && <StateWord state={matterState} />}
            />
          ))}
        </Card>
      )}
      <ResultParts
        of={of.result}
        reader={of.state === 'open' ? 'voting' : 'over'}
        sheet={(title, children) => <Card title={title}>{children}</Card>}
      />
      {of.state === 'open' && (
        <Button look="main" icon="back" wide to={`/o/${of.code}`}>
          {w.back}
        </Button>
      )}
    </>
  )
}
