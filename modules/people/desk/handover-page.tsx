import type { Id } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { cancelHandover, getHandover, listHandovers, listVacancies, previewHandover } from '../handover/contract.ts'
import { HandoverFacts, type HandoverInFull } from '../web/handover-view.tsx'
import { words } from '../web/handover-words.ts'
import { PostLoads } from '../web/post-loads.tsx'
import { nameOf } from './posts/use-names.ts'

/** `/handovers/$handoverId`: one hand-over, its note, and what went over. */
export default function HandoverPage() {
  const w = useWords(words)
  const handoverId = useParam('handoverId') as Id<'handover'>
  const { data, error, refetch } = useEndpoint(getHandover, { params: { handoverId } })
  const title = data ? w.handTitle(nameOf(data.post)) : w.title
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.list, to: '/handovers' }]}
        actions={data?.mayCancel && <Cancel it={data} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <Columns
          main={
            <>
              <Sheet>
                <HandoverFacts it={data} />
                {data.state === 'overtaken' && <p>{w.overtakenText}</p>}
              </Sheet>
              <Sheet title={w.note}>
                <p className={data.note ? 'people-note' : 'ui-muted'}>{data.note || w.noNote}</p>
              </Sheet>
            </>
          }
          side={
            (data.state === 'planned' || data.state === 'done') && (
              <Sheet title={data.state === 'done' ? w.went : w.going}>
                <PostLoads loads={data.passed} none={w.goingNone} />
              </Sheet>
            )
          }
        />
      )}
    </Page>
  )
}

function Cancel({ it }: { readonly it: HandoverInFull }) {
  const w = useWords(words)
  const command = useCommand(cancelHandover, {
    changes: [getHandover, listHandovers, listVacancies, previewHandover],
    onDone: () => toast(w.cancelled),
  })
  return (
    <>
      <Button icon="undo" busy={command.isPending} onClick={() => command.mutate({ params: { handoverId: it.id } })}>
        {w.cancel}
      </Button>
      <ErrorNote error={command.error} />
    </>
  )
}
