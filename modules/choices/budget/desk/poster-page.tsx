import '../web/budget.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Poster, ScanCode } from '../../../../ui/desk/scan-code.tsx'
import { useParam } from '../../../../ui/navigation.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { useNameOf } from '../../../matters/desk/public.ts'
import { type BudgetView, getBudget } from '../contract.ts'
import { ballotAddress, useBudget } from '../web/show.ts'
import { words } from './words.ts'

/** `/votes/$budgetId/poster`: a sheet of paper for the notice board. */
export default function VotePosterPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const nameOf = useNameOf()
  const { yuan, when } = useBudget()
  const budgetId = useParam('budgetId') as BudgetView['id']
  const { data, error } = useEndpoint(getBudget, { params: { budgetId } })
  return (
    <Poster
      title={data?.title ?? (error ? w.title : ui.loading)}
      back={{ words: w.backToVote, to: `/votes/${budgetId}` }}
      print={w.print}
      error={error}
    >
      <p className="ui-muted">{w.posterLead}</p>
      {data && (
        <>
          <p>{[nameOf(data.place), yuan(data.budgetFen), when(data)].filter(Boolean).join(' · ')}</p>
          <p>
            <strong>{w.scan}</strong>
          </p>
          <ScanCode text={ballotAddress(data.code)} label={w.scan} code={data.code} />
          <p className="ui-muted">{nameOf(data.keptBy)}</p>
        </>
      )}
    </Poster>
  )
}
