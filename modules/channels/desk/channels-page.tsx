import './channels.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ThingLine } from '../../../ui/desk/thing-line.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { type ChannelView, endChannel, listChannels } from '../contract.ts'
import { isPersonKind } from '../kinds.ts'
import { ChannelDialog } from './channel-dialog.tsx'
import { ReplayDialog, TestDialog } from './channel-tries.tsx'
import { words } from './words.ts'

/** `/channels`: the ways out of Liren, how they do, and what can be done with them. */
export default function ChannelsPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(listChannels, {}, { refetchInterval: 15_000 })
  const [making, setMaking] = useState(false)
  const make = (
    <Button look="main" icon="plus" onClick={() => setMaking(true)}>
      {w.make}
    </Button>
  )
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} actions={data && data.channels.length > 0 && make} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.channels.length === 0 && (
        <EmptyState icon="send" title={w.none} action={make}>
          {w.noneText}
        </EmptyState>
      )}
      {data && data.channels.length > 0 && (
        <Sheet>
          {data.channels.map((channel) => (
            <ChannelLine key={channel.id} of={channel} />
          ))}
        </Sheet>
      )}
      {making && <ChannelDialog of={null} onClose={() => setMaking(false)} />}
    </Page>
  )
}

type Doing = 'change' | 'test' | 'replay' | 'end'

function ChannelLine({ of }: { of: ChannelView }) {
  const w = useWords(words)
  const format = useFormat()
  const [doing, setDoing] = useState<Doing | null>(null)
  const done = () => setDoing(null)
  const facts = [
    w.kinds[of.kind],
    of.host,
    of.waiting > 0 && w.waiting(of.waiting),
    of.sent > 0 && w.sent(of.sent),
    of.givenUp > 0 && w.givenUp(of.givenUp),
    of.workedAt ? w.worked(format.moment(of.workedAt)) : w.neverWorked,
  ]
  return (
    <>
      <ThingLine
        name={of.name}
        mark={<StatusWord words={of.on ? w.on : w.off} tone={of.on ? 'active' : 'stopped'} />}
        facts={facts}
        actions={
          <>
            <Button label={w.testOf(of.name)} onClick={() => setDoing('test')}>
              {w.test}
            </Button>
            {!isPersonKind(of.kind) && (
              <Button look="quiet" label={w.replayOf(of.name)} onClick={() => setDoing('replay')}>
                {w.replay}
              </Button>
            )}
            <Button look="quiet" label={w.changeOf(of.name)} onClick={() => setDoing('change')}>
              {w.change}
            </Button>
            <Button look="quiet" label={w.endOf(of.name)} onClick={() => setDoing('end')}>
              {w.end}
            </Button>
          </>
        }
      >
        {of.failures > 0 && <div>{w.failing(of.failures, of.lastError ?? '')}</div>}
      </ThingLine>
      {doing === 'change' && <ChannelDialog of={of} onClose={done} />}
      {doing === 'test' && <TestDialog of={of} onClose={done} />}
      {doing === 'replay' && <ReplayDialog of={of} onClose={done} />}
      <EndDialog of={of} open={doing === 'end'} onClose={done} />
    </>
  )
}

function EndDialog({ of, open, onClose }: { of: ChannelView; open: boolean; onClose: () => void }) {
  const w = useWords(words)
  const end = useCommand(endChannel, { changes: [listChannels], onDone: onClose })
  return (
    <ConfirmDialog
      open={open}
      title={w.endOf(of.name)}
      confirm={w.end}
      final
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onConfirm={() => end.mutate({ params: { channelId: of.id } })}
    >
      <p>{w.endText}</p>
    </ConfirmDialog>
  )
}
