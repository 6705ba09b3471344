import { useWords } from '../../../kernel/web/words.ts'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { Mine } from '../contract.ts'
import { wantTone } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { words } from './words.ts'

const shown = 5

/** My wants, open ones first, with how many offers wait. */
export function MyWants({ wants }: { wants: Mine['wants'] }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  if (wants.length === 0) return null
  return (
    <Card flush title={w.myWants}>
      {wants.slice(0, shown).map((want) => {
        const waits = want.offersMade.filter(({ state }) => state === 'offered').length
        const note = want.state !== 'open' ? '' : waits > 0 ? w.offered(waits) : w.waiting
        return (
          <ListRow
            key={want.id}
            icon="message"
            title={want.name}
            note={note}
            mark={<StatusWord words={b.wantState[want.state]} tone={wantTone[want.state]} />}
            to={`/shares/${want.id}/want`}
          />
        )
      })}
    </Card>
  )
}
