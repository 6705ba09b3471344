import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import { dropItem, type ItemView, type MatterOrigin, type ProjectView } from '../../contract.ts'
import { IdeaList } from '../../web/idea-list.tsx'
import { useShown } from '../../web/show.ts'
import { classNames, classRules, workClasses } from '../../work-items.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { ItemDialog } from './item-dialog.tsx'
import { WhyDialog } from './why-dialog.tsx'

/** What is done, class by class, and where each item comes from. */
export function Works({ of }: { of: ProjectView }) {
  const w = useWords(words).work
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const mayChange = of.may.includes('items')
  return (
    <Sheet
      title={w.title}
      tools={
        mayChange && (
          <Button icon="plus" look={of.items.length === 0 ? 'main' : 'plain'} onClick={() => setAdding(true)}>
            {w.add}
          </Button>
        )
      }
    >
      {of.items.length === 0 && (
        <EmptyState icon="tools" title={w.none}>
          {w.noneText}
        </EmptyState>
      )}
      {workClasses.map((one) => {
        const items = of.items.filter((item) => item.class === one)
        if (items.length === 0) return null
        return (
          <div key={one}>
            <h3 className="rn-class">{`${say(classNames[one])} · ${say(classRules[one])}`}</h3>
            {items.map((item) => (
              <Item key={item.id} of={of} item={item} mayChange={mayChange} />
            ))}
          </div>
        )
      })}
      {adding && <ItemDialog of={of} item={null} onClose={() => setAdding(false)} />}
    </Sheet>
  )
}

interface ItemProps {
  readonly of: ProjectView
  readonly item: ItemView
  readonly mayChange: boolean
}

function Item({ of, item, mayChange }: ItemProps) {
  const all = useWords(words)
  const w = all.work
  const nameOf = useNameOf()
  const { book, work, money } = useShown()
  const [open, setOpen] = useState<'change' | 'drop' | null>(null)
  const drop = useCommand(dropItem, { changes, onDone: () => setOpen(null) })
  const { plannedFen, finalFen, paidFen, dropped } = item
  const costs = [
    plannedFen === null ? w.noCost : w.plannedIs(money(plannedFen)),
    finalFen !== null && w.finalIs(money(finalFen)),
    paidFen > 0 && w.paidIs(money(paidFen)),
  ].filter(Boolean)
  return (
    <section className="rn-item">
      <div className="rn-line">
        <strong className={dropped ? 'rn-undone' : ''}>{work(item.code)}</strong>
        {mayChange && !dropped && (
          <span className="ui-row">
            <Button look="quiet" icon="edit" onClick={() => setOpen('change')}>
              {all.change}
            </Button>
            <Button look="quiet" onClick={() => setOpen('drop')}>
              {w.drop}
            </Button>
          </span>
        )}
      </div>
      <p className="rn-text">{item.words}</p>
      <p className="ui-muted ui-small">
        {[nameOf(item.place), ...costs, item.byVote && book.byVote].filter(Boolean).join(' · ')}
      </p>
      {dropped && <p className="ui-muted">{w.dropped(dropped.why)}</p>}
      <IdeaList ideas={item.ideas} />
      <Hazards hazards={item.hazards} />
      {open === 'change' && <ItemDialog of={of} item={item} onClose={() => setOpen(null)} />}
      {open === 'drop' && (
        <WhyDialog
          title={w.drop}
          confirm={w.drop}
          busy={drop.isPending}
          error={drop.error}
          onClose={() => setOpen(null)}
          onConfirm={(why) => drop.mutate({ params: { projectId: of.id, itemId: item.id }, body: { why } })}
        />
      )}
    </section>
  )
}

function Hazards({ hazards }: { hazards: readonly MatterOrigin[] }) {
  const w = useWords(words).work
  const say = useSay()
  return (
    <ul className="rn-list">
      {hazards.map((one) => (
        <li key={one.id} className="rn-line">
          <span>
            <Go to={`/matters/${one.id}`}>{one.title}</Go>{' '}
            <span className="ui-muted ui-small">{`${say(one.category)} · ${one.number}`}</span>
          </span>
          <StatusWord words={one.open ? w.open : w.closed} tone={one.open ? 'active' : 'done'} />
        </li>
      ))}
    </ul>
  )
}
