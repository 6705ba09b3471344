import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import type { NoteView } from '../../../households/contract.ts'
import { listReferrals } from '../../contract.ts'
import { ReferForm } from './refer-form.tsx'
import { ReferralLine } from './referral-line.tsx'
import { referWords } from './words.ts'

/** Beside a note of a household: the way to the committee, and how it ended. One request serves all notes of a page. */
export function NoteReferral({ note }: { note: NoteView }) {
  const w = useWords(referWords)
  const { data } = useEndpoint(listReferrals, { query: { of: 'note' } })
  if (!data || note.householdId === null) return null
  const rows = data.rows.filter(({ originId }) => originId === note.id)
  return (
    <>
      {rows.map((row) => (
        <ReferralLine key={row.at} of={row} />
      ))}
      {rows.every(({ outcome }) => outcome !== null) && (
        <DialogButton label={w.refer} icon="people" wide>
          {(done) => <ReferForm of="note" id={note.id} done={done} />}
        </DialogButton>
      )}
    </>
  )
}
