import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { listReferrals } from '../../contract.ts'
import { referWords } from './words.ts'

/** When it was referred and how it ended; the case is open to those in charge of it alone. */
export function ReferralLine({ of }: { of: ResponseOf<typeof listReferrals>['rows'][number] }) {
  const w = useWords(referWords)
  const format = useFormat()
  return (
    <p className="ui-row ui-small">
      <span className="ui-muted">{w.referred(format.shortDay(of.at))}</span>
      <StatusWord
        words={of.outcome ? w.outcome[of.outcome] : w.waits}
        tone={of.outcome === 'settled' ? 'done' : of.outcome ? 'plain' : 'active'}
      />
      {of.caseId && <Go to={`/mediation/${of.caseId}`}>{w.openCase}</Go>}
    </p>
  )
}
