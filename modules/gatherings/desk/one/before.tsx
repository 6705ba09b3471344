import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import type { GatheringView } from '../../contract.ts'
import { words } from '../words.ts'
import { DecisionList } from './decision-list.tsx'

/** 上次议定事项: what earlier meetings of the series decided and how far it is. */
export function Before({ of }: { of: GatheringView }) {
  const w = useWords(words).before
  const format = useFormat()
  if (of.before.length === 0) return null
  return (
    <Sheet title={w.title}>
      <div className="ui-stack">
        {of.before.map(({ gathering, decisions }) => {
          const name = w.of(gathering.title, format.shortDay(gathering.startsAt))
          return (
            <section key={gathering.id}>
              <h3 className="ui-small">
                <Go to={`/gatherings/${gathering.id}`}>{name}</Go>
              </h3>
              <DecisionList decisions={decisions} label={name} />
            </section>
          )
        })}
      </div>
    </Sheet>
  )
}
