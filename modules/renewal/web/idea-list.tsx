import './renewal.css'
import { useWords } from '../../../kernel/web/words.ts'
import { Go } from '../../../ui/navigation.tsx'
import type { IdeaOrigin } from '../contract.ts'
import { renewalBook } from './words.ts'

/** The ideas that something came from; both apps know their pages by the same address. */
export function IdeaList({ ideas }: { ideas: readonly IdeaOrigin[] }) {
  const book = useWords(renewalBook)
  return (
    <ul className="rn-list">
      {ideas.map((idea) => (
        <li key={idea.id}>
          <Go to={`/ideas/${idea.id}`}>{idea.title}</Go>{' '}
          <span className="ui-muted ui-small">{book.byIdea(idea.author ?? book.anonymous, idea.endorsements)}</span>
        </li>
      ))}
    </ul>
  )
}
