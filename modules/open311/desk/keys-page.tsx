import { type FormEvent, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ThingLine } from '../../../ui/desk/thing-line.tsx'
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { endKey, type KeyView, listKeys, makeKey } from '../contract.ts'
import { words } from './words.ts'

const changes = [listKeys]

/** `/open-interface`: where other programs report and read, and the keys by which they report. */
export default function KeysPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(listKeys)
  const [making, setMaking] = useState(false)
  const make = (
    <Button look="main" icon="plus" onClick={() => setMaking(true)}>
      {w.make}
    </Button>
  )
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} actions={data && data.keys.length > 0 && make} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      <Sheet title={w.address}>
        <CopyCode code={`${location.origin}/open311/v2/`} label={w.address} />
      </Sheet>
      {data?.keys.length === 0 && (
        <EmptyState icon="key" title={w.none} action={make}>
          {w.noneText}
        </EmptyState>
      )}
      {data && data.keys.length > 0 && (
        <Sheet title={w.keys}>
          {data.keys.map((key) => (
            <KeyLine key={key.id} of={key} />
          ))}
        </Sheet>
      )}
      {making && <MakeDialog onClose={() => setMaking(false)} />}
    </Page>
  )
}

function KeyLine({ of }: { of: KeyView }) {
  const w = useWords(words)
  const format = useFormat()
  const [ending, setEnding] = useState(false)
  const end = useCommand(endKey, { changes, onDone: () => setEnding(false) })
  const facts = [
    of.endedAt ? w.endedAt(format.day(of.endedAt)) : w.rate(of.perMinute),
    w.requests(of.requests),
    of.lastUsedAt ? w.used(format.moment(of.lastUsedAt)) : w.neverUsed,
    w.madeBy(of.madeBy, format.day(of.madeAt)),
  ]
  return (
    <>
      <ThingLine
        name={of.name}
        facts={facts}
        actions={
          !of.endedAt && (
            <Button look="quiet" label={w.endOf(of.name)} onClick={() => setEnding(true)}>
              {w.end}
            </Button>
          )
        }
        over={of.endedAt !== null}
      />
      <ConfirmDialog
        open={ending}
        title={w.endOf(of.name)}
        confirm={w.end}
        final
        busy={end.isPending}
        error={end.error}
        onClose={() => setEnding(false)}
        onConfirm={() => end.mutate({ params: { keyId: of.id } })}
      >
        <p>{w.endText}</p>
      </ConfirmDialog>
    </>
  )
}

function MakeDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const [name, setName] = useState('')
  const [perMinute, setPerMinute] = useState('60')
  const [key, setKey] = useState<string | null>(null)
  const make = useCommand(makeKey, { changes, onDone: (answer) => setKey(answer.key) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate({ body: { name: name.trim(), perMinute: Number(perMinute) || 60 } })
  }
  if (key !== null)
    return (
      <Dialog open title={w.make} onClose={onClose}>
        <div className="ui-stack">
          <p>
            <strong>{w.once}</strong>
          </p>
          <CopyCode code={key} label={w.key} />
          <div>
            <Button look="main" onClick={onClose}>
              {w.close}
            </Button>
          </div>
        </div>
      </Dialog>
    )
  return (
    <Dialog open title={w.make} onClose={onClose}>
      <form className="ui-stack" onSubmit={submit}>
        <Field label={w.name} hint={w.nameHint}>
          {(control) => (
            <input
              className="ui-input"
              {...control}
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={w.perMinute}>
          {(control) => (
            <input
              className="ui-input"
              {...control}
              type="number"
              min={1}
              max={600}
              value={perMinute}
              onChange={(event) => setPerMinute(event.target.value)}
            />
          )}
        </Field>
        <ErrorNote error={make.error} />
        <div>
          <Button type="submit" look="main" busy={make.isPending} disabled={name.trim().length < 2}>
            {w.make}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
