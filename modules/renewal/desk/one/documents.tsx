import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Photos } from '../../../matters/desk/public.ts'
import type { ProjectView } from '../../contract.ts'
import { useShown } from '../../web/show.ts'
import { words } from '../words.ts'
import { EvidenceWords } from './evidence-list.tsx'

/** Everything that was entered for the stages, stage by stage: drawings, contracts, opinions, signatures. */
export function Documents({ of }: { of: ProjectView }) {
  const w = useWords(words)
  const { stage: nameOf } = useShown()
  const stages = of.stages.filter(({ evidence }) => evidence.length > 0)
  return (
    <Sheet title={w.document.title}>
      {stages.length === 0 && <EmptyState icon="file" title={w.document.none} />}
      {stages.map(({ stage, evidence }) => (
        <div key={stage}>
          <h3 className="rn-class">{nameOf(stage)}</h3>
          <ul className="rn-list">
            {evidence.map((one) => (
              <li key={one.id}>
                <EvidenceWords evidence={one} stage={stage} />
                <Photos label={w.files} fileIds={one.fileIds} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Sheet>
  )
}
