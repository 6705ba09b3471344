import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { addFacility, facilityFigures, facilityPoints, listFacilities } from '../contract.ts'
import { emptyDraft, FacilityForm, rhythmOf } from './facility-form.tsx'
import { words } from './words.ts'

/** `/facilities/new`. */
export default function NewFacilityPage() {
  const w = useWords(words)
  const { go } = useNavigation()
  const [draft, setDraft] = useState(emptyDraft)
  const save = useCommand(addFacility, {
    changes: [listFacilities, facilityFigures, facilityPoints],
    onDone: ({ id }) => go(`/facilities/${id}`),
  })
  const { kind, name, place, point, keeper, rhythm, photoId } = draft
  return (
    <Page title={w.form.title} width="narrow">
      <PageHeader title={w.form.title} above={[{ words: w.title, to: '/facilities' }]} />
      <Sheet>
        <FacilityForm
          draft={draft}
          onChange={setDraft}
          known={false}
          busy={save.isPending}
          error={save.error}
          save={w.form.save}
          onSave={() =>
            place &&
            point &&
            keeper &&
            save.mutate({
              body: {
                ...{ kind, name: name.trim(), placeId: place.id, point, keeperPostId: keeper.id },
                ...{ rhythmDays: rhythmOf(rhythm), photoId },
              },
            })
          }
        />
      </Sheet>
    </Page>
  )
}
