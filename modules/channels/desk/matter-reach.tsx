import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Sheet } from '../../../ui/desk/page.tsx'
import { useFormat } from '../../../ui/format.ts'
import type { MatterView } from '../../matters/contract.ts'
import { reachOfMatter } from '../contract.ts'
import { words } from './words.ts'

/** On a matter's page: whether messages outside reached. Nothing is drawn where none went out. */
export function MatterReach({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const format = useFormat()
  const staff = matter.relations.some((relation) => relation !== 'reporter')
  const { data } = useEndpoint(reachOfMatter, { params: { matterId: matter.id } }, { enabled: staff })
  if (!data || data.ways.length === 0) return null
  return (
    <Sheet title={w.reach}>
      {data.ways.map((way) => (
        <p key={way.kind}>
          <strong>{w.kinds[way.kind]}</strong>{' '}
          {[
            way.sent > 0 && w.reached(way.sent, way.lastAt ? format.moment(way.lastAt) : ''),
            way.waiting > 0 && w.waiting(way.waiting),
            way.failed > 0 && w.notReached(way.failed),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ))}
    </Sheet>
  )
}
