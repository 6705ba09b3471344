import '../web/bars.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { Line, useNameOf } from '../../matters/desk/public.ts'
import { getOwner, type OwnerView, revealOwner } from '../owners/contract.ts'
import { useCounted } from '../web/show.ts'
import { AddRoomDialog, CorrectOwnerDialog, CorrectRoomDialog } from './one/correct-dialogs.tsx'
import { useRoomName } from './one/room-fields.tsx'
import { words } from './words.ts'

/** `/owners/$compoundId/$ownerId`: one head, its rooms, and what was put right. */
export default function OwnerPage() {
  const w = useWords(words)
  const ownerId = useParam('ownerId') as OwnerView['id']
  const { data, error, refetch } = useEndpoint(getOwner, { params: { ownerId } })
  return (
    <Page title={data?.name ?? w.owners} width="narrow">
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: OwnerView }) {
  const w = useWords(words)
  const r = w.register
  const nameOf = useNameOf()
  const format = useFormat()
  const { w: n, area } = useCounted()
  const [open, setOpen] = useState<'owner' | 'room' | null>(null)
  return (
    <>
      <PageHeader
        title={of.name}
        above={[
          { words: w.owners, to: '/owners' },
          { words: nameOf(of.compound), to: `/owners/${of.compound.id}` },
        ]}
        lead={[n.kind[of.kind], of.phone, area(of.areaCm2)].filter(Boolean).join(' · ')}
        actions={
          of.mayKeep && (
            <>
              <Button icon="edit" onClick={() => setOpen('owner')}>
                {r.correct}
              </Button>
              <Reveal of={of} />
            </>
          )
        }
      />
      <Sheet
        title={r.rooms}
        tools={
          of.mayKeep && (
            <Button look="quiet" icon="plus" onClick={() => setOpen('room')}>
              {r.addRoom}
            </Button>
          )
        }
      >
        <ul className="choice-list">
          {of.holdings.map((held) => (
            <Holding key={held.id} of={of} held={held} />
          ))}
        </ul>
      </Sheet>
      <Sheet title={r.corrections}>
        {of.corrections.length === 0 && <p className="ui-muted">{r.none}</p>}
        <ul className="choice-list">
          {of.corrections.map(({ why, by, at }) => (
            <li key={`${at} ${why}`}>
              <span>{why}</span>
              <span className="ui-muted ui-small">
                {by} · {format.moment(at)}
              </span>
            </li>
          ))}
        </ul>
      </Sheet>
      <CorrectOwnerDialog open={open === 'owner'} of={of} onClose={() => setOpen(null)} />
      <AddRoomDialog open={open === 'room'} of={of} onClose={() => setOpen(null)} />
    </>
  )
}

function Holding({ of, held }: { of: OwnerView; held: OwnerView['holdings'][number] }) {
  const r = useWords(words).register
  const { w: n, area } = useCounted()
  const format = useFormat()
  const name = useRoomName()(held)
  const [open, setOpen] = useState(false)
  return (
    <li>
      <span>
        {name} · {area(held.areaCm2, 4)}
        <span className="ui-muted ui-small">
          {' '}
          {n.source[held.areaSource]} ·{' '}
          {held.toOn ? r.until(format.date(held.fromOn), format.date(held.toOn)) : r.since(format.date(held.fromOn))}
        </span>
      </span>
      {of.mayKeep && !held.toOn && (
        <Button look="quiet" label={r.correctRoom(name)} icon="edit" onClick={() => setOpen(true)} />
      )}
      <CorrectRoomDialog open={open} of={of} held={held} name={name} onClose={() => setOpen(false)} />
    </li>
  )
}

function Reveal({ of }: { of: OwnerView }) {
  const r = useWords(words).register
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const reveal = useCommand(revealOwner, { onDone: () => setOpen(false) })
  return (
    <>
      {reveal.data ? (
        <strong>{[reveal.data.name, reveal.data.phone].filter(Boolean).join(' · ')}</strong>
      ) : (
        <Button icon="eye" onClick={() => setOpen(true)}>
          {r.reveal}
        </Button>
      )}
      <ConfirmDialog
        open={open}
        title={r.reveal}
        confirm={r.reveal}
        busy={reveal.isPending}
        error={reveal.error}
        notYet={reason.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() => reveal.mutate({ params: { ownerId: of.id }, body: { reason: reason.trim() } })}
      >
        <Field label={r.revealWhy} hint={r.masked}>
          {(control) => <Line control={control} value={reason} onChange={setReason} maxLength={300} />}
        </Field>
      </ConfirmDialog>
    </>
  )
}
