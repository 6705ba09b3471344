import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import type { MatterView } from '../../contract.ts'
import { listAddress } from '../list/query.ts'
import { words } from './words.ts'

/** The firm or facility that it is about, and the way to everything else about it. */
export function SubjectCard({ subject }: { subject: NonNullable<MatterView['subject']> }) {
  const say = useSay()
  const { kind: subjectKind, id: subjectId } = subject
  const isFacility = subjectKind === 'facility'
  const w = useWords(words)[isFacility ? 'facility' : 'subject']
  return (
    <Sheet title={w.title}>
      <div className="ui-stack">
        <p>
          <Go to={`/${isFacility ? 'facilities' : 'firms'}/${subjectId}`}>{say(subject.name) || w.unknown}</Go>
        </p>
        <div>
          <Button look="quiet" icon="list" to={listAddress({ subjectKind, subjectId })}>
            {w.others}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
