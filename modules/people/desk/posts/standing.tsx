import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { PostView } from '../../contract.ts'
import { words } from '../words.ts'

/** The last day of a span that ends before an instant, as people say it. */
export const lastDay = (end: string): Date => new Date(new Date(end).getTime() - 1)

/** Who answers for a post now, in one mark and a name. */
export function Standing({ post }: { post: PostView }) {
  const w = useWords(words).posts
  const format = useFormat()
  const away = post.absentUntil !== null
  const mark = !post.holder
    ? w.nobody
    : away
      ? w.absentUntil(format.shortDay(lastDay(post.absentUntil ?? '')))
      : w.inOffice
  const { acting } = post
  return (
    <span className="ui-row">
      <StatusWord words={mark} tone={post.holder && !away ? 'plain' : 'stopped'} />
      {acting?.how === 'stand_in' && <span>{w.standIn(acting.name)}</span>}
      {acting?.how === 'upward' && <span className="ui-muted">{w.upward(acting.name)}</span>}
    </span>
  )
}
