import { useWords } from '../../../kernel/web/words.ts'
import { Card } from '../../../ui/pocket/parts.tsx'
import { useNames } from '../../matters/pocket/public.ts'
import type { PublicProject } from '../contract.ts'
import { IdeaList } from '../web/idea-list.tsx'
import { useShown } from '../web/show.ts'
import { classNames } from '../work-items.ts'
import { words } from './words.ts'

/** So many stand open; the others are folded away, so that photos and answers are not far down a phone. */
const open = 4

/** What is done, and which ideas and hazards it comes from. */
export function ItemsCard({ of }: { of: PublicProject }) {
  const w = useWords(words)
  const { book } = useShown()
  if (of.items.length === 0) return null
  return (
    <Card title={w.items}>
      {of.ideaAuthors > 0 && <strong>{book.fromIdeas(of.ideaAuthors)}</strong>}
      {of.items.slice(0, open).map((item) => (
        <Item key={item.id} item={item} />
      ))}
      {of.items.length > open && (
        <details className="rp-more">
          <summary>{w.moreItems(of.items.length - open)}</summary>
          {of.items.slice(open).map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </details>
      )}
    </Card>
  )
}

function Item({ item }: { item: PublicProject['items'][number] }) {
  const nameOf = useNames()
  const { book, say, work } = useShown()
  return (
    <section className="rp-item">
      <strong>{work(item.code)}</strong>{' '}
      <span className="ui-muted ui-small">
        {[say(classNames[item.class]), nameOf(item.place), item.byVote && book.byVote].filter(Boolean).join(' · ')}
      </span>
      <p className="rn-text">{item.words}</p>
      <IdeaList ideas={item.ideas} />
      {item.hazards > 0 && <p className="ui-muted ui-small">{book.hazards(item.hazards, item.hazardsClosed)}</p>}
    </section>
  )
}
