import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { Line, StateWord, useNameOf } from '../../../matters/desk/public.ts'
import { endInspector, type InspectorView, nameInspector, type ProjectView } from '../../contract.ts'
import { useShown } from '../../web/show.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { DefectDialog } from './defect-dialog.tsx'

/** Residents who look on, and what they found: each defect is a matter. */
export function Oversight({ of }: { of: ProjectView }) {
  return (
    <>
      <Defects of={of} />
      <Inspectors of={of} />
    </>
  )
}

function Defects({ of }: { of: ProjectView }) {
  const w = useWords(words).defect
  const nameOf = useNameOf()
  const format = useFormat()
  const { book, work } = useShown()
  const [open, setOpen] = useState(false)
  return (
    <Sheet
      title={w.title}
      tools={
        of.may.includes('report_defect') && (
          <Button icon="plus" onClick={() => setOpen(true)}>
            {w.add}
          </Button>
        )
      }
    >
      {of.defects.length === 0 && <p className="ui-muted">{book.noDefects}</p>}
      <ul className="rn-list">
        {of.defects.map((one) => {
          const item = of.items.find(({ id }) => id === one.itemId)
          const about = [
            one.number,
            item && work(item.code),
            nameOf(one.place),
            format.shortDay(one.reportedAt),
            one.byInspector ? w.byInspector : w.byStaff,
          ]
          return (
            <li key={one.matterId} className="rn-line">
              <span>
                <Go to={`/matters/${one.matterId}`}>{one.title}</Go>
                <span className="ui-muted ui-small rn-tick-note">{about.filter(Boolean).join(' · ')}</span>
              </span>
              <StateWord state={one.state as Parameters<typeof StateWord>[0]['state']} />
            </li>
          )
        })}
      </ul>
      {open && <DefectDialog of={of} onClose={() => setOpen(false)} />}
    </Sheet>
  )
}

function Inspectors({ of }: { of: ProjectView }) {
  const w = useWords(words).inspector
  const { day } = useShown()
  const [naming, setNaming] = useState(false)
  const [ending, setEnding] = useState<InspectorView | null>(null)
  const end = useCommand(endInspector, { changes, onDone: () => setEnding(null) })
  const may = of.may.includes('inspectors')
  return (
    <Sheet
      title={w.title}
      tools={
        may && (
          <Button icon="plus" onClick={() => setNaming(true)}>
            {w.add}
          </Button>
        )
      }
    >
      {of.inspectors.length === 0 && <EmptyState icon="eye" title={w.none} />}
      <ul className="rn-list">
        {of.inspectors.map((one) => (
          <li key={one.id} className="rn-line">
            <span>
              <strong>{one.name}</strong> {one.phone}
              <span className="ui-muted ui-small rn-tick-note">
                {[
                  one.toOn ? w.span(day(one.fromOn), day(one.toOn)) : w.since(day(one.fromOn)),
                  w.found(one.defects),
                ].join(' · ')}
              </span>
            </span>
            {may && !one.toOn && (
              <Button look="quiet" onClick={() => setEnding(one)}>
                {w.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {naming && <InspectorDialog of={of} onClose={() => setNaming(false)} />}
      {ending && (
        <ConfirmDialog
          open
          title={w.end}
          confirm={w.end}
          busy={end.isPending}
          error={end.error}
          onClose={() => setEnding(null)}
          onConfirm={() => end.mutate({ params: { projectId: of.id, inspectorId: ending.id }, body: {} })}
        >
          <p>{w.endText(ending.name)}</p>
        </ConfirmDialog>
      )}
    </Sheet>
  )
}

function InspectorDialog({ of, onClose }: { of: ProjectView; onClose: () => void }) {
  const w = useWords(words).inspector
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const send = useCommand(nameInspector, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.add}
      confirm={w.add}
      busy={send.isPending}
      error={send.error}
      notYet={name.trim() === '' || phone.trim() === ''}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { projectId: of.id }, body: { name: name.trim(), phone: phone.trim() } })}
    >
      <Field label={w.name} error={send.error?.field('name')}>
        {(control) => <Line control={control} value={name} onChange={setName} maxLength={40} />}
      </Field>
      <Field label={w.phone} hint={w.phoneHint} error={send.error?.field('phone')}>
        {(control) => <Line control={control} type="tel" value={phone} onChange={setPhone} maxLength={30} />}
      </Field>
    </ConfirmDialog>
  )
}
