import { useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ThingLine } from '../../../ui/desk/thing-line.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { listKinds } from '../../matters/contract.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { endSystem, listSystems, pauseSystem, type SystemView } from '../contract.ts'
import { RenewDialog } from './renew-dialog.tsx'
import { SystemDialog } from './system-dialog.tsx'
import { words } from './words.ts'

/** `/systems`: systems of others that hand matters in, what each may do, and what can be done with them. */
export default function SystemsPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(listSystems)
  const [making, setMaking] = useState(false)
  const make = (
    <Button look="main" icon="plus" onClick={() => setMaking(true)}>
      {w.make}
    </Button>
  )
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} actions={data && data.systems.length > 0 && make} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.systems.length === 0 && (
        <EmptyState icon="link" title={w.none} action={make}>
          {w.noneText}
        </EmptyState>
      )}
      {data && data.systems.length > 0 && (
        <Sheet>
          {data.systems.map((system) => (
            <SystemLine key={system.id} of={system} />
          ))}
        </Sheet>
      )}
      {making && <SystemDialog of={null} onClose={() => setMaking(false)} />}
    </Page>
  )
}

type Doing = 'change' | 'renew' | 'pause' | 'end'

function SystemLine({ of }: { of: SystemView }) {
  const w = useWords(words)
  const lang = useLang()
  const [doing, setDoing] = useState<Doing | null>(null)
  const done = () => setDoing(null)
  const say = useSay()
  const nameOf = useNameOf()
  const format = useFormat()
  const { data } = useEndpoint(listKinds)
  const kindName = (code: string) => {
    const kind = data?.kinds.find((one) => one.code === code)
    return kind ? say(kind.name) : code
  }
  const facts = [
    listed(lang, of.kinds.map(kindName)),
    nameOf(of.place),
    w.rate(of.perMinute),
    w.matters(of.matters),
    of.lastHeardAt ? w.heard(format.moment(of.lastHeardAt)) : w.neverHeard,
    of.formerUntil && w.former(format.moment(of.formerUntil)),
    of.endedAt ? w.ended(format.day(of.endedAt)) : w.madeBy(of.madeBy, format.day(of.madeAt)),
  ]
  const actions = (
    <>
      <Button look="quiet" label={w.changeOf(of.name)} onClick={() => setDoing('change')}>
        {w.change}
      </Button>
      <Button look="quiet" label={w.renewOf(of.name)} onClick={() => setDoing('renew')}>
        {w.renew}
      </Button>
      <Button
        look="quiet"
        label={of.pausedAt ? w.resumeOf(of.name) : w.pauseOf(of.name)}
        onClick={() => setDoing('pause')}
      >
        {of.pausedAt ? w.resume : w.pause}
      </Button>
      <Button look="quiet" label={w.endOf(of.name)} onClick={() => setDoing('end')}>
        {w.end}
      </Button>
    </>
  )
  return (
    <>
      <ThingLine
        name={of.name}
        mark={
          !of.endedAt && (
            <StatusWord words={of.pausedAt ? w.paused : w.live} tone={of.pausedAt ? 'stopped' : 'active'} />
          )
        }
        facts={facts}
        actions={!of.endedAt && actions}
        over={of.endedAt !== null}
      />
      {doing === 'change' && <SystemDialog of={of} onClose={done} />}
      {doing === 'renew' && <RenewDialog of={of} onClose={done} />}
      <PauseDialog of={of} open={doing === 'pause'} onClose={done} />
      <EndDialog of={of} open={doing === 'end'} onClose={done} />
    </>
  )
}

interface Asked {
  readonly of: SystemView
  readonly open: boolean
  readonly onClose: () => void
}

function PauseDialog({ of, open, onClose }: Asked) {
  const w = useWords(words)
  const pause = useCommand(pauseSystem, { changes: [listSystems], onDone: onClose })
  const paused = of.pausedAt !== null
  return (
    <ConfirmDialog
      open={open}
      title={paused ? w.resumeOf(of.name) : w.pauseOf(of.name)}
      confirm={paused ? w.resume : w.pause}
      busy={pause.isPending}
      error={pause.error}
      onClose={onClose}
      onConfirm={() => pause.mutate({ params: { systemId: of.id }, body: { paused: !paused } })}
    />
  )
}

function EndDialog({ of, open, onClose }: Asked) {
  const w = useWords(words)
  const end = useCommand(endSystem, { changes: [listSystems], onDone: onClose })
  return (
    <ConfirmDialog
      open={open}
      title={w.endOf(of.name)}
      confirm={w.end}
      final
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onConfirm={() => end.mutate({ params: { systemId: of.id } })}
    >
      <p>{w.endText}</p>
    </ConfirmDialog>
  )
}
