import '../../../ui/input.css'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { addStation, listStations, stationFigures } from '../contract.ts'
import { StationForm } from './station-form.tsx'
import { words } from './words.ts'

/** `/stations/new`. */
export default function NewStationPage() {
  const w = useWords(words)
  const { go } = useNavigation()
  const add = useCommand(addStation, {
    changes: [listStations, stationFigures],
    onDone: ({ id }) => go(`/stations/${id}`),
  })
  return (
    <Page title={w.add} width="narrow">
      <PageHeader title={w.add} above={[{ words: w.title, to: '/stations' }]} />
      <Sheet>
        <StationForm
          busy={add.isPending}
          error={add.error}
          save={w.form.save}
          onSave={(body) => add.mutate({ body })}
        />
      </Sheet>
    </Page>
  )
}
