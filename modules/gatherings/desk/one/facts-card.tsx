import { useWords } from '../../../../kernel/web/words.ts'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useNameOf } from '../../../matters/desk/public.ts'
import type { GatheringView } from '../../contract.ts'
import { traits } from '../../gathering.ts'
import { gatheringWords } from '../../gathering-words.ts'
import { dayIn, yuanOf } from '../time.ts'
import { words } from '../words.ts'

export function FactsCard({ of }: { of: GatheringView }) {
  const w = useWords(words)
  const g = useWords(gatheringWords)
  const format = useFormat()
  const nameOf = useNameOf()
  const oneDay = dayIn(of.startsAt) === dayIn(of.endsAt)
  const rows = [
    {
      label: w.facts.time,
      value: `${format.moment(of.startsAt)} – ${oneDay ? format.time(of.endsAt) : format.moment(of.endsAt)}`,
    },
    ...(of.venue ? [{ label: w.facts.venue, value: of.venue }] : []),
    { label: w.facts.place, value: nameOf(of.place) },
    { label: w.facts.organiser, value: nameOf(of.organiser) },
    { label: w.facts.open, value: of.isPublic ? w.facts.yes : w.facts.no },
    {
      label: w.facts.capacity,
      value: of.capacity === null ? w.facts.unlimited : w.facts.left(of.counts.coming, of.capacity),
    },
    ...(of.signUpUntil ? [{ label: w.facts.signUpUntil, value: format.moment(of.signUpUntil) }] : []),
    ...(traits[of.kind].stalls && of.reads
      ? [{ label: w.turnoverSum, value: g.yuan(yuanOf(of.counts.turnoverFen)) }]
      : []),
    ...(of.topics ? [{ label: w.facts.topics, value: <span className="gathering-said">{of.topics}</span> }] : []),
  ]
  return (
    <Sheet title={w.facts.title}>
      <Facts rows={rows} />
    </Sheet>
  )
}
