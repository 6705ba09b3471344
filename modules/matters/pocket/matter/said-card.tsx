import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { PhotoStrip } from '../../../../ui/photo-strip.tsx'
import { Card } from '../../../../ui/pocket/parts.tsx'
import type { MatterView } from '../../contract.ts'
import { useAnswerLines } from '../../forms/answer-lines.ts'
import { matterWords } from '../../matter-words.ts'
import { useNames } from '../parts/names.ts'
import { photosOf } from '../parts/photos.ts'
import { words as common } from '../parts/words.ts'
import { words } from './words.ts'

/** What was said, where, when, with which pictures. */
export function SaidCard({ matter, receipt }: { matter: MatterView; receipt?: string }) {
  const w = useWords(words)
  const c = useWords(common)
  const m = useWords(matterWords)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  const facts: [string, string][] = [
    [w.where, [nameOf(matter.place.above), nameOf(matter.place), matter.placeDetail].filter(Boolean).join(' · ')],
    [w.when, format.moment(matter.reportedAt)],
    [w.category, matter.categoryPath.map(say).join(' › ') || say(matter.category.name)],
    [w.by, m.channel[matter.channel] + (matter.selfFound ? ` · ${w.selfFound}` : '')],
    [w.number, matter.number],
    ...useAnswerLines(matter.answers).map(({ label, value }): [string, string] => [label, value]),
  ]
  return (
    <Card title={w.said}>
      <p className="mp-said">{matter.body}</p>
      <PhotoStrip label={c.photosOf} photos={photosOf(matter.fileIds, receipt)} />
      <dl className="mp-facts">
        {facts.map(([label, value]) => (
          <div key={label} className="mp-fact">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
