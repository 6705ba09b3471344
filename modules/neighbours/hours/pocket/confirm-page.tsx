import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useParam } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { Card } from '../../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { getActivityHours } from '../contract.ts'
import type { GatheringId } from '../tables.ts'
import { ConfirmForm } from '../web/confirm-form.tsx'
import { words } from './words.ts'

/** `/my-hours/activities/$gatheringId`: the leader confirms the hours of an activity of the team. */
export default function ConfirmPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const format = useFormat()
  const gatheringId = useParam('gatheringId') as GatheringId
  const { data, error, refetch } = useEndpoint(getActivityHours, { params: { gatheringId } })
  return (
    <>
      <AppBar title={w.confirmTitle} back="/my-hours" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && (
          <Card title={data.title}>
            <p className="ui-muted">
              {data.team} · {format.moment(data.startsAt)} – {format.time(data.endsAt)}
            </p>
            <ConfirmForm of={data} />
          </Card>
        )}
      </Screen>
    </>
  )
}
