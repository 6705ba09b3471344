import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import type { MatterView } from '../../../matters/contract.ts'
import { listReferrals } from '../../contract.ts'
import { ReferForm } from './refer-form.tsx'
import { ReferralLine } from './referral-line.tsx'
import { referWords } from './words.ts'

/** On a matter's page: whether it was referred and how that ended; else the button, for who may. */
export function MatterReferral({ matter }: { matter: MatterView }) {
  const w = useWords(referWords)
  const { id, state, relations, subject } = matter
  const staff = relations.some((relation) => relation !== 'reporter')
  const { data } = useEndpoint(listReferrals, { query: { of: 'matter', id } }, { enabled: staff })
  const mine = relations.includes('holder') || relations.includes('dispatcher')
  const may = mine && subject?.kind !== 'dispute' && ['reported', 'accepted', 'assigned', 'handling'].includes(state)
  const rows = data?.rows ?? []
  const waits = rows.some(({ outcome }) => outcome === null)
  if (!data || (rows.length === 0 && !may)) return null
  return (
    <Sheet title={w.title}>
      <div className="ui-stack">
        {rows.map((row) => (
          <ReferralLine key={row.at} of={row} />
        ))}
        {may && !waits && (
          <>
            {rows.length === 0 && <p className="ui-muted">{w.lead}</p>}
            <div>
              <DialogButton label={w.refer} icon="people" wide>
                {(done) => <ReferForm of="matter" id={id} done={done} />}
              </DialogButton>
            </div>
          </>
        )}
      </div>
    </Sheet>
  )
}
