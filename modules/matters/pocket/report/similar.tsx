import { useQuery } from '@tanstack/react-query'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { type ApiError, call } from '../../../../kernel/web/client.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { Card } from '../../../../ui/pocket/parts.tsx'
import { follow, type SimilarView, similar } from '../../contract.ts'
import { useMe } from '../parts/me.ts'
import { useNames } from '../parts/names.ts'
import { useSettled } from '../parts/settled.ts'
import { StateWord } from '../parts/standing.tsx'
import { words as common } from '../parts/words.ts'
import { words } from './words.ts'

interface SimilarProps {
  readonly text: string
  readonly placeId: PlaceId | null
  /** Where to come back to after signing in. */
  readonly here: string
}

/** While it is typed: what neighbours reported already and may be the same. Silent when there is nothing, or no network. */
export function Similar({ text, placeId, here }: SimilarProps) {
  const w = useWords(words)
  const settled = useSettled(text.trim(), 600)
  const { data } = useQuery({
    queryKey: [similar.id, placeId, settled],
    queryFn: ({ signal }) =>
      call(similar, { body: { text: settled, placeId: placeId ?? ('' as PlaceId) } }, { signal }),
    enabled: placeId !== null && settled.length >= 6,
    retry: false,
    staleTime: 60_000,
    placeholderData: (last) => last,
  })
  const rows = placeId !== null && settled.length >= 6 ? (data?.similar.slice(0, 3) ?? []) : []
  return (
    <div aria-live="polite">
      {rows.length > 0 && (
        <Card title={w.similarTitle}>
          <p className="ui-muted">{w.similarHint}</p>
          <ul className="mp-similar">
            {rows.map((row) => (
              <SimilarRow key={row.id} row={row} here={here} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

function SimilarRow({ row, here }: { row: SimilarView; here: string }) {
  const w = useWords(words)
  const c = useWords(common)
  const nameOf = useNames()
  const format = useFormat()
  const me = useMe()
  const navigation = useNavigation()
  const join = useCommand<typeof follow>(follow, { onDone: () => navigation.go(`/matters/${row.id}`) })
  return (
    <li>
      <div className="mp-between">
        <strong>{row.title}</strong>
        <StateWord state={row.state} />
      </div>
      <div className="ui-muted ui-small">
        {nameOf(row.place)} · {format.fromNow(row.reportedAt)}
        {row.followers > 0 && ` · ${w.followers(row.followers)}`}
      </div>
      <ErrorNote error={join.error as ApiError | null} />
      {me ? (
        <Button icon="heart" busy={join.isPending} onClick={() => join.mutate({ params: { matterId: row.id } })}>
          {w.sameThing}
        </Button>
      ) : (
        <div className="ui-small">
          {w.signInToFollow}{' '}
          <Button look="quiet" to={`/sign-in?next=${encodeURIComponent(here)}`}>
            {c.signIn}
          </Button>
        </div>
      )}
    </li>
  )
}
