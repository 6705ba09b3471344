import './hours.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useParam } from '../../../../ui/navigation.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { getActivityHours } from '../contract.ts'
import type { GatheringId } from '../tables.ts'
import { ConfirmForm } from '../web/confirm-form.tsx'
import { words } from './words.ts'

/** `/neighbours/hours/activities/$gatheringId`: who was there, from when to when, confirmed with one click. */
export default function ActivityHoursPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const format = useFormat()
  const gatheringId = useParam('gatheringId') as GatheringId
  const { data, error, refetch } = useEndpoint(getActivityHours, { params: { gatheringId } })
  return (
    <Page title={data?.title ?? w.title} width="narrow">
      <PageHeader
        title={data?.title ?? w.title}
        above={[{ words: w.title, to: '/neighbours/hours' }]}
        lead={data && w.activity.lead(data.team, format.moment(data.startsAt), format.time(data.endsAt))}
      />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <Sheet title={w.activity.people}>
          <ConfirmForm of={data} />
        </Sheet>
      )}
    </Page>
  )
}
