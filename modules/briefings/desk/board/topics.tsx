import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { topicAddress } from '../../topic-filter.ts'
import { readTopics, type TopicsView, type TopicView } from '../../topics-contract.ts'
import { topicWords } from './topic-words.ts'

/** What rises at the place that is looked at: since when, where, and which matters. */
export function Topics({ placeId }: { placeId: PlaceId | undefined }) {
  const w = useWords(topicWords)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(
    readTopics,
    { query: placeId ? { placeId } : {} },
    { staleTime: 5 * 60_000 },
  )
  return (
    <Sheet title={w.title}>
      <div className="ui-stack">
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {data && <Found view={data} />}
      </div>
    </Sheet>
  )
}

function Found({ view }: { view: TopicsView }) {
  const w = useWords(topicWords)
  const format = useFormat()
  if (!view.enough) return <p className="ui-muted">{w.early}</p>
  return (
    <>
      <p className="ui-muted">{w.lead(format.shortDay(view.from), format.shortDay(view.to), view.weeks)}</p>
      {view.topics.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <div className="board-scroll">
          <table className="board-topics">
            <caption className="ui-unseen">{w.title}</caption>
            <thead>
              <tr>
                {[w.what, w.week, w.usual, w.since, w.where, w.examples].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.topics.map((topic) => (
                <TopicRow key={`${topic.kind} ${topic.code}`} view={view} topic={topic} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!view.wordsCounted && <p className="ui-muted">{w.noWords}</p>}
      <details className="board-sources">
        <summary>{w.how}</summary>
        <p>{w.howText}</p>
      </details>
    </>
  )
}

function TopicRow({ view, topic }: { view: TopicsView; topic: TopicView }) {
  const w = useWords(topicWords)
  const say = useSay()
  const format = useFormat()
  return (
    <tr>
      <th scope="row">
        {topic.kind === 'word' ? `“${say(topic.name)}”` : say(topic.name)}{' '}
        <small className="ui-muted">{w[topic.kind]}</small>
      </th>
      <td className="board-topic-number">
        <Go to={topicAddress(view, topic)} label={w.open(say(topic.name), format.number(topic.week))}>
          {format.number(topic.week)}
        </Go>
      </td>
      <td className="board-topic-number">{format.number(topic.expected, 1)}</td>
      <td>{format.shortDay(topic.since)}</td>
      <td>
        {topic.places.map(({ id, name, count }) => (
          <Go key={id} to={topicAddress(view, topic, id)}>
            {say(name)} {format.number(count)}
          </Go>
        ))}
      </td>
      <td>
        {topic.examples.map(({ id, title }) => (
          <Go key={id} to={`/matters/${id}`}>
            {title}
          </Go>
        ))}
      </td>
    </tr>
  )
}
