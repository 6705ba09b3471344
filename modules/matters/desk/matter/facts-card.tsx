import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { RatingRead } from '../../../../ui/rating.tsx'
import { follow, getMatter, type MatterView, unfollow } from '../../contract.ts'
import { useAnswerLines } from '../../forms/answer-lines.ts'
import { matterWords } from '../../matter-words.ts'
import { useNameOf } from '../parts/matter-marks.tsx'
import { words } from './words.ts'

/** What is known of it, in a short table. */
export function FactsCard({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const nameOf = useNameOf()
  const f = w.facts
  const { holder, grid, outcome, satisfaction, escalatedTo } = matter
  const answers = useAnswerLines(matter.answers)
  const rows = [
    holder && { label: f.holder, value: [nameOf(holder), holder.personName].filter(Boolean).join(' · ') },
    escalatedTo && { label: f.escalatedTo, value: say(escalatedTo) },
    {
      label: f.place,
      value: `${nameOf(matter.place.above)} ${nameOf(matter.place)} ${matter.placeDetail ?? ''}`.trim(),
    },
    grid && { label: f.grid, value: nameOf(grid) },
    { label: f.category, value: matter.categoryPath.map(say).join(' / ') || say(matter.category.name) },
    { label: f.kind, value: say(matter.kindName) },
    { label: f.channel, value: m.channel[matter.channel] },
    { label: f.visibility, value: m.visibility[matter.visibility] },
    outcome && { label: f.outcome, value: m.outcome[outcome] },
    satisfaction !== null && { label: f.satisfaction, value: <RatingRead value={satisfaction} /> },
    ...answers,
    { label: f.followers, value: f.people(matter.followers) },
  ].filter((row) => row !== null && row !== false)
  return (
    <Sheet title={f.title} tools={<FollowButton matter={matter} />}>
      <Facts rows={rows} />
    </Sheet>
  )
}

function FollowButton({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const join = useCommand(follow, { changes: [getMatter] })
  const leave = useCommand(unfollow, { changes: [getMatter] })
  const params = { matterId: matter.id }
  return matter.following ? (
    <Button look="quiet" icon="check" busy={leave.isPending} onClick={() => leave.mutate({ params })}>
      {w.unfollow}
    </Button>
  ) : (
    <Button look="quiet" icon="plus" busy={join.isPending} onClick={() => join.mutate({ params })}>
      {w.follow}
    </Button>
  )
}
