import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import type { MatterView } from '../../contract.ts'
import { words } from './words.ts'

/** “Why me?”: the rule, the places passed on the way up, the posts tried. */
export function WhyCard({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const say = useSay()
  const { why } = matter
  if (!why) return null
  const rule = why.rule === 'category' ? w.whyRule.category(why.category ? say(why.category) : '') : w.whyRule[why.rule]
  return (
    <Card title={w.why}>
      <p>{rule}</p>
      {why.places.length > 0 && <p className="ui-muted">{w.whyPlaces(why.places.map(say).join(' › '))}</p>}
      {why.tried.length > 0 && (
        <ol className="mp-tried">
          {why.tried.map((one) => (
            <li key={one.postId}>
              <Icon name={one.result === 'taken' || one.result === 'stand_in' ? 'check' : 'up'} size={16} />
              <span>
                {w.triedOne([say(one.name), one.personName].filter(Boolean).join(' · '), w.whyTried[one.result])}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

/** Who was called by the whistle, and who has answered. */
export function RallyCard({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { rally } = matter
  if (!rally) return null
  return (
    <Card title={w.rally}>
      <p>
        {say(rally.lead)} <span className="ui-muted">{w.rallyLead}</span>
      </p>
      <ul className="mp-tried">
        {rally.members.map((member) => (
          <li key={member.postId}>
            <Icon name={member.answeredAt ? 'check' : 'whistle'} size={16} />
            <span>
              {say(member.name)} ·{' '}
              {member.answeredAt
                ? `${w.rallyAnswered} ${format.moment(member.answeredAt)}`
                : w.rallyWaits(format.moment(member.dueAt))}
              {member.words && <span className="mp-quote">{member.words}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Duplicates that were joined to it, or what it was joined to. */
export function MergesCard({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const { mergedInto, mergedHere } = matter
  if (!mergedInto && mergedHere.length === 0) return null
  const rows = mergedInto ? [mergedInto] : mergedHere
  return (
    <Card flush title={mergedInto ? w.mergedInto : w.mergedHere}>
      {rows.map(({ id, number, title }) => (
        <ListRow
          key={number}
          icon="merge"
          {...(title === null ? { title: number } : { title, note: number })}
          {...(id && { to: `/matters/${id}` })}
        />
      ))}
    </Card>
  )
}
