import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import type { MatterView } from '../../contract.ts'
import { words } from './words.ts'

/** The matter goes on in another one. */
export function MergedInto({ into }: { into: NonNullable<MatterView['mergedInto']> }) {
  const w = useWords(words).merged
  return (
    <Remark icon="merge" title={[w.into(into.number), into.title].filter(Boolean).join(' ')}>
      {w.text} {into.id ? <Go to={`/matters/${into.id}`}>{w.go}</Go> : w.unseen}
    </Remark>
  )
}

/** Others that go on in this one. */
export function MergedHere({ others }: { others: MatterView['mergedHere'] }) {
  const w = useWords(words).merged
  return (
    <Sheet title={w.here(others.length)}>
      <ul className="matter-merged">
        {others.map(({ id, number, title }) => (
          <li key={number}>
            {id ? <Go to={`/matters/${id}`}>{title}</Go> : (title ?? w.unseen)}
            <span className="ui-code matter-quiet">{number}</span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
