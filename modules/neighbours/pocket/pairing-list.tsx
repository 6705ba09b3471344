import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { MyPairing } from '../contract.ts'
import { skillKinds } from '../skills/kinds.ts'
import { pairingTone } from '../web/show.ts'
import { neighbourBook } from '../web/words.ts'
import { words } from './words.ts'

/** My pairings on one side; what waits for my answer stands first and says so. */
export function PairingList({ of }: { of: readonly MyPairing[] }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  if (of.length === 0) return null
  return (
    <Card title={w.myPairings} flush>
      {of.map((one) => {
        const kind = say(skillKinds[one.kind])
        const waits = one.state === 'asked' && !one.iSaidYes
        const asked = one.side === 'volunteer' ? w.askedOfYou(kind) : w.foundForYou(kind)
        return (
          <ListRow
            key={one.id}
            icon={waits ? 'bell' : 'heart'}
            title={one.state === 'asked' ? asked : one.other ? `${kind} · ${one.other.name}` : kind}
            {...(waits ? { note: w.waitsForYou } : {})}
            mark={<StatusWord words={b.pairingStates[one.state]} tone={pairingTone[one.state]} />}
            to={`/neighbours/pairings/${one.id}`}
          />
        )
      })}
    </Card>
  )
}
