import '../web/budget.css'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Poster } from '../../../../ui/desk/scan-code.tsx'
import { useParam } from '../../../../ui/navigation.tsx'
import { type BudgetView, printCodes } from '../contract.ts'
import { words } from './words.ts'

/** `/votes/$budgetId/codes`: slips with codes, to be cut apart. They are made when asked for, which is recorded. */
export default function CodesPage() {
  const w = useWords(words)
  const budgetId = useParam('budgetId') as BudgetView['id']
  const make = useCommand(printCodes)
  return (
    <Poster
      title={w.codesTitle}
      back={{ words: w.backToVote, to: `/votes/${budgetId}` }}
      print={w.print}
      error={make.error}
    >
      <p className="ui-muted ui-noprint">{w.codesLead}</p>
      {!make.data && (
        <div className="ui-row ui-noprint">
          <Button
            look="main"
            icon="key"
            busy={make.isPending}
            onClick={() => make.mutate({ params: { budgetId }, body: {} })}
          >
            {w.makeCodes}
          </Button>
        </div>
      )}
      {make.data?.rows.length === 0 && <p>{w.codesNone}</p>}
      <div className="vote-codes">
        {make.data?.rows.map((row) => (
          <div key={row.code} className="vote-slip">
            <span>
              {row.name} · {row.household}
            </span>
            <strong>{row.code}</strong>
          </div>
        ))}
      </div>
    </Poster>
  )
}
