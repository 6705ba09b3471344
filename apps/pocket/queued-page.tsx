import { discard, flushOutbox, type OutboxItem, useOutbox } from '../../kernel/web/outbox.ts'
import { defineWords, useWords } from '../../kernel/web/words.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFormat } from '../../ui/format.ts'
import { AppBar, Screen } from '../../ui/pocket/frame.tsx'
import { Card } from '../../ui/pocket/parts.tsx'

const words = defineWords({
  zh: {
    title: '待发送',
    lead: '没有网络时说的、办的都存在这部手机里，联网后按顺序自动发送，不会重复。',
    empty: '都发送了',
    waiting: '等待发送',
    refused: '没有被接受',
    now: '现在发送',
    discard: '不要了',
  },
  en: {
    title: 'Waiting to be sent',
    lead: 'What was said and done without a network stays on this phone and is sent in order, once, when you are back.',
    empty: 'All is sent',
    waiting: 'Waiting',
    refused: 'Not accepted',
    now: 'Send now',
    discard: 'Discard',
  },
})

/** `/queued`: what waits on this phone, and what the server refused with the reason. */
export default function QueuedPage() {
  const w = useWords(words)
  const items = useOutbox()
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {items.length === 0 ? (
          <EmptyState icon="check" title={w.empty} />
        ) : (
          <>
            <p className="ui-muted">{w.lead}</p>
            {items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
            <Button icon="send" onClick={() => void flushOutbox()}>
              {w.now}
            </Button>
          </>
        )}
      </Screen>
    </>
  )
}

function Item({ item }: { item: OutboxItem }) {
  const w = useWords(words)
  const format = useFormat()
  const refused = item.state === 'refused'
  return (
    <Card>
      <strong>{item.label}</strong>
      <span className="ui-muted ui-small">
        {format.moment(item.queuedAt)} · {refused ? w.refused : w.waiting}
      </span>
      {item.message && <p role="alert">{item.message}</p>}
      {refused && (
        <Button look="final" onClick={() => void discard(item.id)}>
          {w.discard}
        </Button>
      )}
    </Card>
  )
}
