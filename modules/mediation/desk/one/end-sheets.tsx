import { useState } from 'react'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { type CaseView, callBack, openVolume } from '../../contract.ts'
import { FieldsForm } from '../fields-form.tsx'
import { useCaseCommand } from '../use-case.ts'
import { words } from '../words.ts'

const grades = ['5', '4', '3', '2', '1'] as const

/** Calls back to the parties. */
export function CallBackSheet({ of }: { of: CaseView }) {
  const w = useWords(words)
  const format = useFormat()
  const may = ['performing', 'closed', 'failed', 'refused'].includes(of.state)
  if (!may && of.callBacks.length === 0) return null
  return (
    <Sheet title={w.callBacks}>
      {of.callBacks.map(({ id, who, at, reached, content, words: said }) => (
        <div key={id} className="med-line">
          <div>
            {`${format.moment(at)} · ${who}`}
            <div className="ui-muted ui-small">
              {[reached ? (content ? w.contents_[String(content) as '5'] : w.reached) : w.notReached, said]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </div>
        </div>
      ))}
      {may && <DialogButton label={w.callBack}>{(done) => <CallBackForm of={of} done={done} />}</DialogButton>}
    </Sheet>
  )
}

function CallBackForm({ of, done }: { of: CaseView; done: () => void }) {
  const w = useWords(words)
  const save = useCaseCommand(callBack, { onDone: done })
  return (
    <FieldsForm
      fields={[
        {
          id: 'partyId',
          label: w.parties,
          kind: 'choice',
          options: of.parties.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          ...{ id: 'content', label: w.content, kind: 'choice' },
          options: [
            ...grades.map((value) => ({ value: value as string, label: w.contents_[value] })),
            { value: 'none', label: w.notReached },
          ],
        },
        { id: 'words', label: w.note, kind: 'lines', optional: true },
      ]}
      busy={save.isPending}
      error={save.error}
      onSave={({ partyId, content, words: said = '' }) =>
        save.mutate({
          params: { caseId: of.id },
          body: {
            ...{ partyId: partyId as CaseView['parties'][number]['id'], reached: content !== 'none', words: said },
            ...(content === 'none' ? {} : { content: Number(content) }),
          },
        })
      }
    />
  )
}

/** The bound file: its contents; opened for a reason. */
export function VolumeSheet({ of: { id, volume, number } }: { of: CaseView }) {
  const w = useWords(words)
  const format = useFormat()
  if (!volume) return null
  return (
    <Sheet title={w.volume}>
      <div className="ui-stack">
        <p>{w.bound(volume.pages, format.date(volume.keepUntil))}</p>
        <table className="med-table">
          <tbody>
            {volume.contents.map(({ title, page, pages }) => (
              <tr key={`${title} ${page}`}>
                <th scope="row">{title}</th>
                <td>{w.page(page, pages)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Facts rows={[{ label: w.hash, value: <span className="med-hash">{volume.sha256}</span> }]} />
        <DialogButton label={w.openVolume} icon="lock">
          {(done) => <OpenForm caseId={id} name={`${number}.pdf`} done={done} />}
        </DialogButton>
      </div>
    </Sheet>
  )
}

function OpenForm({ caseId, name, done }: { caseId: CaseView['id']; name: string; done: () => void }) {
  const w = useWords(words)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const open = async (why: string) => {
    setBusy(true)
    setError(null)
    await saveFile(openVolume, { params: { caseId }, query: { why } }, name).then(done, setError)
    setBusy(false)
  }
  return (
    <FieldsForm
      fields={[{ id: 'why', label: w.why, kind: 'line' }]}
      save={w.openVolume}
      busy={busy}
      error={error ? { message: error.message, field: () => undefined } : null}
      onSave={({ why = '' }) => void open(why)}
    />
  )
}
