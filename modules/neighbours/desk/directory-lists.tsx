import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { listTeams, skillCounts } from '../contract.ts'
import { skillKinds } from '../skills/kinds.ts'
import { words } from './words.ts'

const placeOf = (placeId: string | undefined) => (placeId ? { placeId: placeId as PlaceId } : {})

/** What can be done, by how many, and how many wishes of the kind wait: where volunteers are missing comes first. */
export function SkillList({ placeId }: { placeId: string | undefined }) {
  const w = useWords(words)
  const say = useSay()
  const { data, error, refetch } = useEndpoint(skillCounts, { query: placeOf(placeId) })
  const here = placeId ? `&placeId=${placeId}` : ''
  return (
    <Sheet>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.rows.length === 0 && <EmptyState icon="people" title={w.none} />}
      {data && data.rows.length > 0 && (
        <table className="nb-skills">
          <thead>
            <tr>
              <th scope="col">{w.kind}</th>
              <th scope="col">{w.volunteersOf}</th>
              <th scope="col">{w.openWishes}</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ kind, volunteers, open }) => (
              <tr key={kind}>
                <th scope="row">{say(skillKinds[kind])}</th>
                <td>
                  <Go to={`/neighbours?list=volunteers&kind=${kind}${here}`}>{String(volunteers)}</Go>
                </td>
                <td>
                  <Go to={`/neighbours?list=wishes&show=open&kind=${kind}${here}`}>{String(open)}</Go>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Sheet>
  )
}

export function TeamList({ placeId }: { placeId: string | undefined }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { data, error, refetch } = useEndpoint(listTeams, { query: placeOf(placeId) })
  return (
    <Sheet>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.rows.length === 0 && <EmptyState icon="people" title={w.none} />}
      {data?.rows.map((team) => (
        <div key={team.id} className="nb-card">
          <div className="nb-line">
            <h3>
              <Go to={`/neighbours/teams/${team.id}`}>{team.name}</Go>
            </h3>
            {team.state === 'ended' && <StatusWord words={w.ended} tone="stopped" />}
            {team.asking > 0 && <StatusWord words={`${w.asking} ${team.asking}`} tone="active" />}
          </div>
          <p>{team.purpose}</p>
          <p className="ui-muted ui-small">
            {nameOf(team.place)} · {w.leader} {team.leader ?? w.noLeader} · {w.members} {team.members} · {w.activities}{' '}
            {team.ahead}
          </p>
        </div>
      ))}
    </Sheet>
  )
}
