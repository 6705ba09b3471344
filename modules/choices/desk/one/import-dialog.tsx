import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { DropZone } from '../../../matters/desk/public.ts'
import {
  acceptOwners,
  type CheckedImport,
  checkOwners,
  listCompounds,
  listOwners,
  ownerTemplate,
} from '../../owners/contract.ts'
import { useCounted } from '../../web/show.ts'
import { words } from '../words.ts'

interface ImportDialogProps {
  readonly open: boolean
  readonly compoundId: PlaceId
  readonly onClose: () => void
}

/** A sheet of owners: sent, checked, and accepted as a whole. */
export function ImportDialog({ open, compoundId, onClose }: ImportDialogProps) {
  const w = useWords(words).import
  const ui = useUiWords()
  const { number, heads } = useCounted()
  const [checked, setChecked] = useState<CheckedImport | null>(null)
  const [fault, setFault] = useState<{ message: string } | null>(null)
  const accept = useCommand(acceptOwners, { changes: [listOwners, listCompounds] })
  const close = () => {
    setChecked(null)
    accept.reset()
    onClose()
  }
  const template = () => {
    saveFile(ownerTemplate, {}, `${w.template}.xlsx`).catch(setFault)
  }
  return (
    <Dialog open={open} wide title={w.title} onClose={close}>
      <div className="ui-stack">
        <ErrorNote error={fault ?? accept.error} />
        {!checked && (
          <>
            <p className="ui-muted">{w.lead}</p>
            <DropZone endpoint={checkOwners} params={{ compoundId }} onUploaded={setChecked} />
            <div>
              <Button icon="download" onClick={template}>
                {w.template}
              </Button>
            </div>
          </>
        )}
        {checked && !accept.data && <Checked it={checked} />}
        {accept.data && <Remark icon="check" title={w.done(heads(accept.data.heads), number(accept.data.rooms))} />}
        <div className="ui-dialog-ways">
          {checked && !accept.data && checked.rooms > 0 && (
            <Button
              look="main"
              icon="check"
              busy={accept.isPending}
              onClick={() => accept.mutate({ params: { importId: checked.id } })}
            >
              {w.accept(number(checked.rooms))}
            </Button>
          )}
          <Button onClick={close}>{accept.data ? w.close : ui.cancel}</Button>
        </div>
      </div>
    </Dialog>
  )
}

const shownFaults = 50
const shownKnown = 50

function Checked({ it }: { it: CheckedImport }) {
  const w = useWords(words).import
  const say = useSay()
  const { number, area, heads } = useCounted()
  return (
    <>
      <p>{w.checked(number(it.rows), heads(it.heads), number(it.rooms), area(it.areaCm2))}</p>
      {it.known.length > 0 && (
        <>
          <p>{w.known(heads(it.known.length))}</p>
          <ul className="choice-list">
            {it.known.slice(0, shownKnown).map(({ ownerId, name, rooms }) => (
              <li key={ownerId}>{w.knownOne(name, number(rooms))}</li>
            ))}
          </ul>
        </>
      )}
      {it.wrong.length > 0 && (
        <>
          <p>
            <strong>{w.wrong(number(it.wrong.length))}</strong>
          </p>
          <table className="choice-faults">
            <thead>
              <tr>
                <th scope="col">{w.row}</th>
                <th scope="col">{w.column}</th>
                <th scope="col">{w.fault}</th>
              </tr>
            </thead>
            <tbody>
              {it.wrong.slice(0, shownFaults).map((fault) => (
                <tr key={`${fault.row} ${fault.column.zh} ${fault.words.zh}`}>
                  <td>{fault.row}</td>
                  <td>{say(fault.column)}</td>
                  <td>{say(fault.words)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}
