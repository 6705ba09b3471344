import './queued.css'
import { useEffect, useMemo, useState } from 'react'
import { discard, flushOutbox, type OutboxItem, sendAgain, useOutbox, useSentLately } from '../../kernel/web/outbox.ts'
import { useRoom } from '../../kernel/web/room.ts'
import { defineWords, useWords } from '../../kernel/web/words.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Remark } from '../../ui/error-note.tsx'
import { useFormat } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { AppBar, Screen } from '../../ui/pocket/frame.tsx'
import { BigButton, Card } from '../../ui/pocket/parts.tsx'
import { useOnline } from './online.ts'

const words = defineWords({
  zh: {
    title: '待发送',
    lead: '没有网络时说的、办的都存在这部手机里，联网后按顺序自动发送，不会重复。只有您自己登录时才会看到、发送。',
    empty: '都发送了',
    emptyText: '没有网络时填的会存在这里。',
    waiting: '已存在手机里，等待发送',
    behind: '已存在手机里，等前一条处理好再发',
    refused: '没有被接受',
    refusedText: '您填的还在。可以打开改一改再发，或者删除。',
    tried: (at: string) => `${at}试过，没有送到`,
    photos: (n: number) => `${n} 张照片`,
    now: '现在发送',
    offline: '没有网络，有网络后自动发送',
    open: '打开',
    again: '再发一次',
    discard: '删除',
    discardTitle: '删除这一条？',
    discardText: (label: string) => `“${label}”还没有发送。删除后找不回来。`,
    sent: '刚刚发送成功的',
    total: (n: number, size: string) => `共 ${n} 条，占用 ${size}`,
    full: '手机快存满了',
    fullText: (left: string) => `只剩 ${left}。请尽快联网发送，照片最占地方。`,
    promised: '浏览器已答应不清理这些内容。',
    mayClear: '空间紧张时，浏览器可能清理很久没打开的网页内容：请当天联网发送。',
  },
  en: {
    title: 'Waiting to be sent',
    lead: 'What was said and done without a network stays on this phone and is sent in order, once, when you are back. Only you see and send it.',
    empty: 'All is sent',
    emptyText: 'What you fill in without a network is kept here.',
    waiting: 'Kept on this phone, waiting',
    behind: 'Kept on this phone, waiting for the one before it',
    refused: 'Not accepted',
    refusedText: 'What you filled in is still here. Open it to change it and send it again, or delete it.',
    tried: (at) => `Tried ${at}, did not arrive`,
    photos: (n) => (n === 1 ? '1 photo' : `${n} photos`),
    now: 'Send now',
    offline: 'No network: it is sent by itself when you are back',
    open: 'Open',
    again: 'Send again',
    discard: 'Delete',
    discardTitle: 'Delete this one?',
    discardText: (label) => `“${label}” was not sent yet. Once deleted it is gone.`,
    sent: 'Sent just now',
    total: (n, size) => `${n} in all, ${size}`,
    full: 'This phone is nearly full',
    fullText: (left) => `Only ${left} left. Please send soon; photos take most of it.`,
    promised: 'The browser has promised not to clear this.',
    mayClear: 'A browser short of room may clear pages that were not opened for long: please send within the day.',
  },
})

/** `/queued`: what waits on this phone, what the server refused and why, and what has gone out. */
export default function QueuedPage() {
  const w = useWords(words)
  const items = useOutbox()
  const online = useOnline()
  const refused = items.filter(({ state }) => state === 'refused')
  const waiting = items.filter(({ state }) => state === 'waiting')
  const stuck = new Set(refused.map(({ lane }) => lane))
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {items.length === 0 ? (
          <EmptyState icon="check" title={w.empty}>
            {w.emptyText}
          </EmptyState>
        ) : (
          <>
            <p className="ui-muted">{w.lead}</p>
            {refused.map((item) => (
              <Item key={item.id} item={item} state={w.refused} />
            ))}
            {waiting.map((item) => (
              <Item key={item.id} item={item} state={stuck.has(item.lane) ? w.behind : w.waiting} />
            ))}
            <Sending online={online} count={waiting.length} />
            <Room items={items} />
          </>
        )}
        <Sent />
      </Screen>
    </>
  )
}

function Sending({ online, count }: { online: boolean; count: number }) {
  const w = useWords(words)
  const [busy, setBusy] = useState(false)
  if (count === 0) return null
  if (!online)
    return (
      <p className="queued-state">
        <Icon name="offline" size={20} /> {w.offline}
      </p>
    )
  const send = async () => {
    setBusy(true)
    await flushOutbox().finally(() => setBusy(false))
  }
  return (
    <BigButton icon="send" busy={busy} onClick={() => void send()}>
      {w.now}
    </BigButton>
  )
}

function Item({ item, state }: { item: OutboxItem; state: string }) {
  const w = useWords(words)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const refused = item.state === 'refused'
  const photos = item.steps.filter(({ form }) => form)
  return (
    <Card>
      <strong className="queued-label">{item.label}</strong>
      <p className="queued-state">
        <Icon name={refused ? 'warning' : 'queue'} size={20} /> {state}
      </p>
      {item.message && <p role="alert">{item.message}</p>}
      {refused && <p className="ui-muted ui-small">{w.refusedText}</p>}
      <p className="ui-muted ui-small">
        {[
          format.moment(item.queuedAt),
          photos.length > 0 && w.photos(photos.length),
          sizeOf(item.bytes),
          !refused && item.triedAt && w.tried(format.moment(item.triedAt)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Thumbs files={photos.flatMap(({ form }) => (form ? [form.file] : []))} />
      <div className="queued-ways">
        {item.to && (
          <Button icon="edit" to={item.to}>
            {w.open}
          </Button>
        )}
        {refused && (
          <Button icon="send" onClick={() => void sendAgain(item.id)}>
            {w.again}
          </Button>
        )}
        <Button look="quiet" icon="cross" onClick={() => setAsking(true)}>
          {w.discard}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={w.discardTitle}
        confirm={w.discard}
        final
        onClose={() => setAsking(false)}
        onConfirm={() => void discard(item.id)}
      >
        <p>{w.discardText(item.label)}</p>
      </ConfirmDialog>
    </Card>
  )
}

function Thumbs({ files }: { files: readonly Blob[] }) {
  const w = useWords(words)
  // Blobs read anew are new objects: the pictures change only when their sizes do.
  const key = files.map(({ size }) => size).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const addresses = useMemo(() => files.map((file) => URL.createObjectURL(file)), [key])
  useEffect(
    () => () => {
      for (const address of addresses) URL.revokeObjectURL(address)
    },
    [addresses],
  )
  if (addresses.length === 0) return null
  return (
    <div className="queued-thumbs">
      {addresses.map((address) => (
        <img key={address} src={address} alt={w.photos(1)} />
      ))}
    </div>
  )
}

/** How much lies here, and whether the phone has room for more. */
function Room({ items }: { items: readonly OutboxItem[] }) {
  const w = useWords(words)
  const room = useRoom()
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0)
  return (
    <>
      {room && room.left < nearlyFull && (
        <Remark icon="warning" title={w.full}>
          {w.fullText(sizeOf(room.left))}
        </Remark>
      )}
      <p className="ui-muted ui-small">
        {w.total(items.length, sizeOf(bytes))} {room && (room.promised ? w.promised : w.mayClear)}
      </p>
    </>
  )
}

/** Bytes; a dozen photos. */
const nearlyFull = 10_000_000

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

function Sent() {
  const w = useWords(words)
  const format = useFormat()
  const sent = useSentLately().slice(0, 8)
  if (sent.length === 0) return null
  return (
    <Card title={w.sent}>
      <ul className="queued-sent">
        {sent.map((item) => (
          <li key={item.id}>
            <Icon name="check" size={18} />
            <span>{item.label}</span>
            <span className="ui-muted ui-small">{item.sentAt && format.moment(item.sentAt)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
