import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import { type FacilityView, type ProjectView, removeFacility } from '../../contract.ts'
import { useShown } from '../../web/show.ts'
import { facilityKindNames } from '../../work-kinds.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { FacilityDialog } from './facility-dialog.tsx'

/** What was built, who keeps it, how often it is inspected. */
export function Handover({ of }: { of: ProjectView }) {
  const w = useWords(words).facility
  const [adding, setAdding] = useState(false)
  const may = of.may.includes('facilities')
  return (
    <Sheet
      title={w.title}
      tools={
        may && (
          <Button icon="plus" look={of.facilities.length === 0 ? 'main' : 'plain'} onClick={() => setAdding(true)}>
            {w.add}
          </Button>
        )
      }
    >
      {of.facilities.length === 0 && (
        <EmptyState icon="tools" title={w.none}>
          {w.noneText}
        </EmptyState>
      )}
      <ul className="rn-list">
        {of.facilities.map((facility) => (
          <Facility key={facility.id} of={of} facility={facility} may={may} />
        ))}
      </ul>
      {adding && <FacilityDialog of={of} onClose={() => setAdding(false)} />}
    </Sheet>
  )
}

function Facility({ of, facility, may }: { of: ProjectView; facility: FacilityView; may: boolean }) {
  const all = useWords(words)
  const w = all.facility
  const say = useSay()
  const nameOf = useNameOf()
  const { work } = useShown()
  const remove = useCommand(removeFacility, { changes })
  const item = of.items.find(({ id }) => id === facility.itemId)
  const about = [
    say(facilityKindNames[facility.kind]),
    nameOf(facility.place),
    item && work(item.code),
    nameOf(facility.keeper),
    w.rhythmIs(facility.rhythmDays),
  ]
  return (
    <li className="rn-line">
      <span>
        <strong>{facility.name}</strong>
        <span className="ui-muted ui-small rn-tick-note">{about.filter(Boolean).join(' · ')}</span>
        <ErrorNote error={remove.error} />
      </span>
      {facility.facilityId && <StatusWord words={w.handed} tone="done" />}
      {may && !facility.facilityId && (
        <Button
          look="quiet"
          icon="cross"
          label={`${all.remove} ${facility.name}`}
          busy={remove.isPending}
          onClick={() => remove.mutate({ params: { projectId: of.id, facilityId: facility.id }, body: {} })}
        >
          {all.remove}
        </Button>
      )}
    </li>
  )
}
