import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import type { GatheringView } from '../../contract.ts'
import { traits } from '../../gathering.ts'
import { words } from '../words.ts'
import { DecisionList } from './decision-list.tsx'
import { HearingTick } from './hearing.tsx'

/** 上次议定事项: what earlier meetings of the series decided and how far it is; a council hears them one by one. */
export function Before({ of }: { of: GatheringView }) {
  const w = useWords(words).before
  const format = useFormat()
  if (of.before.length === 0) return null
  const { ofPlace } = traits[of.kind]
  const all = of.before.flatMap(({ decisions }) => decisions)
  const heard = all.filter((one) => one.heard).length
  return (
    <Sheet title={w.title} tools={ofPlace && <span className="ui-muted ui-small">{w.count(heard, all.length)}</span>}>
      <div className="ui-stack">
        {of.before.map(({ gathering, decisions }) => {
          const name = w.of(gathering.title, format.shortDay(gathering.startsAt))
          return (
            <section key={gathering.id}>
              <h3 className="ui-small">
                <Go to={`/gatherings/${gathering.id}`}>{name}</Go>
              </h3>
              <DecisionList
                decisions={decisions}
                label={name}
                after={(decision) => ofPlace && <HearingTick of={of} decision={decision} />}
              />
            </section>
          )
        })}
      </div>
    </Sheet>
  )
}
