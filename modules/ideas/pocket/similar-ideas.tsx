import { useQuery } from '@tanstack/react-query'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { call as send } from '../../../kernel/web/client.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Go } from '../../../ui/navigation.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { useNames, useSettled } from '../../matters/pocket/public.ts'
import { type PublicCall, similarIdeas } from '../contract.ts'
import { EndorseButton } from './parts.tsx'
import { words } from './words.ts'

interface SimilarProps {
  readonly call: PublicCall
  readonly text: string
  readonly placeId: PlaceId | undefined
  /** Where to come back to after signing in. */
  readonly here: string
}

const leastTyped = 4

/** While one types: what is alike already. Silent when there is nothing, or no network. */
export function SimilarIdeas({ call, text, placeId, here }: SimilarProps) {
  const w = useWords(words)
  const nameOf = useNames()
  const settled = useSettled(text.trim(), 600)
  const enough = settled.length >= leastTyped
  const { data } = useQuery({
    queryKey: [similarIdeas.id, call.code, placeId ?? null, settled],
    queryFn: ({ signal }) =>
      send(
        similarIdeas,
        { params: { code: call.code }, body: { text: settled, ...(placeId ? { placeId } : {}) } },
        { signal },
      ),
    enabled: enough,
    retry: false,
    staleTime: 60_000,
    placeholderData: (last) => last,
  })
  const rows = enough ? (data?.similar.slice(0, 3) ?? []) : []
  return (
    <div aria-live="polite">
      {rows.length > 0 && (
        <Card title={w.similarTitle}>
          <p className="ui-muted">{w.similarHint}</p>
          <ul className="ip-similar">
            {rows.map((row) => (
              <li key={row.id}>
                <Go to={`/ideas/${row.id}`}>
                  <strong>{row.title}</strong>
                </Go>
                <p className="ui-muted ui-small">
                  {[nameOf(row.place), row.endorsements > 0 && w.endorsements(row.endorsements)]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                {row.state === 'published' && <EndorseButton of={row} here={here} />}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}
