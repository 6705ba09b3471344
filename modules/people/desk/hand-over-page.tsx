import '../web/people.css'
import type { PostId } from '../../../kernel/contract/ids.ts'
import { bracketed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { type HandoverPreview, previewHandover } from '../handover/contract.ts'
import { words } from '../web/handover-words.ts'
import { PostLoads } from '../web/post-loads.tsx'
import { HandOverForm } from './handover/hand-over-form.tsx'
import { lastDay } from './posts/standing.tsx'
import { nameOf, placeOf } from './posts/use-names.ts'

/** `/posts/$postId/handover`: what would go over with a post, and to whom it passes on which day. */
export default function HandOverPage() {
  const w = useWords(words)
  const postId = useParam('postId') as PostId
  const { data, error, refetch } = useEndpoint(previewHandover, { params: { postId } })
  const title = data ? (data.holder ? w.handTitle : w.fillTitle)(nameOf(data.post)) : w.title
  return (
    <Page title={title}>
      <PageHeader title={title} lead={w.lead} above={[{ words: w.posts, to: '/posts' }]} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <Columns
          main={data.planned ? <Planned preview={data} /> : <HandOverForm key={data.post.id} preview={data} />}
          side={
            <>
              <Sheet>
                <PostFacts preview={data} />
              </Sheet>
              <Sheet title={w.going}>
                <PostLoads loads={data.going} none={w.goingNone} />
                {data.going.length > 0 && <p className="ui-small ui-muted">{w.goingNote}</p>}
                <p className="ui-small ui-muted">{w.stays}</p>
              </Sheet>
            </>
          }
        />
      )}
    </Page>
  )
}

function PostFacts({ preview: { post, holder, acting, absentUntil } }: { readonly preview: HandoverPreview }) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const how = acting?.how === 'stand_in' ? w.stepIn : w.upward
  return (
    <Facts
      rows={[
        { label: w.place, value: placeOf(post) },
        { label: w.holder, value: holder ? `${holder.name} · ${w.since(format.date(holder.since))}` : w.nobody },
        ...(acting && acting.how !== 'own' ? [{ label: w.acting, value: acting.name + bracketed(lang, how) }] : []),
        ...(absentUntil ? [{ label: '', value: w.awayUntil(format.date(lastDay(absentUntil))) }] : []),
      ]}
    />
  )
}

function Planned({ preview: { planned } }: { readonly preview: HandoverPreview }) {
  const w = useWords(words)
  const format = useFormat()
  if (!planned) return null
  return (
    <Sheet title={w.plannedTitle}>
      <p>{w.planned(planned.to.name, format.day(planned.fromAt))}</p>
      <Go to={`/handovers/${planned.id}`}>{w.see}</Go>
    </Sheet>
  )
}
