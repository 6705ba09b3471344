import '../../../ui/input.css'
import './safety.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton, WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { Line, useNameOf } from '../../matters/desk/public.ts'
import { changePoint, getPoint, listPoints, type PointView, retirePoint } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { safetyBook } from '../web/words.ts'
import { FindingsTable } from './findings-table.tsx'
import { words } from './words.ts'

/** `/safety/points/$pointId`: what it is, what is wrong with it, who looked at it. */
export default function PointPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const pointId = useParam('pointId') as PointView['id']
  const { data, error, refetch } = useEndpoint(getPoint, { params: { pointId } })
  return (
    <Page title={data?.name ?? w.point}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: PointView }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const where = of.place.id === of.compound.id ? nameOf(of.compound) : `${nameOf(of.compound)} ${nameOf(of.place)}`
  return (
    <>
      <PageHeader
        title={of.name}
        above={[
          { words: w.title, to: '/safety' },
          { words: w.nav.points, to: '/safety/points' },
        ]}
        lead={`${say(kinds[of.kind].name)} · ${where}`}
        actions={
          <>
            <Button icon="qr" to={`/safety/posters?pointId=${of.id}`}>
              {w.posters}
            </Button>
            {of.mayKeep && <Keep of={of} />}
          </>
        }
      />
      {of.retiredWhy && <Remark icon="pause" title={w.retired(of.retiredWhy)} />}
      <FindingsTable filter={{ pointId: of.id, show: 'all' }} />
      <Asked of={of.checklist} />
      <Checks of={of} />
    </>
  )
}

function Keep({ of }: { of: PointView }) {
  const w = useWords(words)
  const params = { pointId: of.id }
  const retire = useCommand(retirePoint, { changes: [getPoint, listPoints] })
  return (
    <>
      <DialogButton label={w.change}>{(done) => <Rename of={of} onDone={done} />}</DialogButton>
      <WhyButton
        label={w.retire}
        why={w.retireWhy}
        busy={retire.isPending}
        error={retire.error}
        onTake={(why, done) => retire.mutate({ params, body: { why } }, { onSuccess: done })}
      />
    </>
  )
}

function Rename({ of, onDone }: { of: PointView; onDone: () => void }) {
  const w = useWords(words)
  const [name, setName] = useState(of.name)
  const save = useCommand(changePoint, { changes: [getPoint, listPoints], onDone })
  return (
    <div className="ui-stack">
      <Field label={w.name}>
        {(control) => <Line control={control} value={name} onChange={setName} maxLength={60} />}
      </Field>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={save.isPending}
          disabled={name.trim() === ''}
          onClick={() => save.mutate({ params: { pointId: of.id }, body: { name: name.trim() } })}
        >
          {w.rename}
        </Button>
      </div>
    </div>
  )
}

function Asked({ of }: { of: PointView['checklist'] }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <Sheet title={w.checklist}>
      <p className="ui-muted">
        {w.version(of.version)} · {w.source(of.source)}
      </p>
      {of.items.map((item) => (
        <div key={item.code} className="safe-line">
          <span>{say(item.question)}</span>
          <span className="ui-muted">{say(item.judge)}</span>
        </div>
      ))}
    </Sheet>
  )
}

function Checks({ of }: { of: PointView }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNameOf()
  const format = useFormat()
  return (
    <Sheet title={w.checks}>
      {of.checks.length === 0 && <p className="ui-muted">{w.noChecks}</p>}
      {of.checks.map((check) => (
        <div key={check.at} className="safe-line">
          <span>
            {format.moment(check.at)} · {check.route}
          </span>
          <span>
            <StatusWord
              words={b.outcome[check.outcome]}
              tone={check.outcome === 'found' ? 'stopped' : check.outcome === 'fine' ? 'done' : 'plain'}
            />{' '}
            <span className="ui-muted">
              {check.skippedWhy
                ? w.skippedWhy(check.skippedWhy)
                : w.via(check.how ? b.how[check.how] : '', nameOf(check.by))}
            </span>
          </span>
        </div>
      ))}
    </Sheet>
  )
}
