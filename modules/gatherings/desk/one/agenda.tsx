import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { StateWord } from '../../../matters/desk/public.ts'
import { changeItem, type GatheringView, type ItemView } from '../../contract.ts'
import { mayNow, traits } from '../../gathering.ts'
import { words } from '../words.ts'
import { AddItem } from './add-item.tsx'
import { changes } from './changes.ts'
import { DecisionList } from './decision-list.tsx'
import { Minutes } from './minutes.tsx'
import { Proposals } from './proposals.tsx'

/** The agenda, and from the beginning on the minutes and decisions of each item. */
export function Agenda({ of }: { of: GatheringView }) {
  const w = useWords(words).agenda
  return (
    <Sheet title={w.title}>
      {of.items.length === 0 && <p className="ui-muted">{w.empty}</p>}
      <ol>
        {of.items.map((item) => (
          <li key={item.id} className="gathering-item">
            <Item of={of} item={item} />
          </li>
        ))}
      </ol>
      {of.manages && mayNow('agenda', of.state) && (
        <>
          {traits[of.kind].ofPlace && <Proposals of={of} />}
          <AddItem of={of} />
        </>
      )}
    </Sheet>
  )
}

function Item({ of, item }: { of: GatheringView; item: ItemView }) {
  const w = useWords(words).agenda
  const say = useSay()
  const [deciding, setDeciding] = useState(false)
  const writes = of.manages && mayNow('minutes', of.state)
  return (
    <>
      <div className="gathering-item-head">
        <h3>
          {item.position}. {item.title}
        </h3>
        <div className="ui-row">
          {item.matter && (
            <>
              <StateWord state={item.matter.state} />
              <Go to={`/matters/${item.matter.id}`} label={`${w.linked} ${item.matter.number}`}>
                <span className="ui-code">{item.matter.number}</span>
              </Go>
            </>
          )}
          {item.subject && (
            <Go to={item.subject.path} label={`${w.about} ${item.title}`}>
              {say(item.subject.state)}
            </Go>
          )}
          {of.manages && mayNow('agenda', of.state) && <ItemTools of={of} item={item} />}
        </div>
      </div>
      {!writes && item.discussion && <p className="gathering-said">{item.discussion}</p>}
      <DecisionList decisions={item.decisions} label={item.title} />
      {writes && <Minutes of={of} item={item} deciding={deciding} onDeciding={setDeciding} />}
    </>
  )
}

function ItemTools({ of, item }: { of: GatheringView; item: ItemView }) {
  const w = useWords(words).agenda
  const change = useCommand(changeItem, { changes })
  const params = { gatheringId: of.id, itemId: item.id }
  const named = (what: string) => `${what} ${item.title}`
  return (
    <>
      <ErrorNote error={change.error} />
      {item.position > 1 && (
        <Button
          look="quiet"
          icon="up"
          label={named(w.up)}
          onClick={() => change.mutate({ params, body: { position: item.position - 1 } })}
        />
      )}
      {item.position < of.items.length && (
        <Button
          look="quiet"
          icon="down"
          label={named(w.down)}
          onClick={() => change.mutate({ params, body: { position: item.position + 1 } })}
        />
      )}
      {item.decisions.length === 0 && (
        <Button
          look="quiet"
          icon="cross"
          label={named(w.drop)}
          onClick={() => change.mutate({ params, body: { dropped: true } })}
        />
      )}
    </>
  )
}
