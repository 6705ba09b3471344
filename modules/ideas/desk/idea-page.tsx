import './ideas.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { Photos } from '../../matters/desk/public.ts'
import { getIdea, type IdeaView } from '../contract.ts'
import { declineReasons, hideReasons } from '../idea.ts'
import { ideaBook } from '../idea-words.ts'
import { Versions } from '../web/versions.tsx'
import { IdeaMark } from './marks.tsx'
import { Appeals } from './one/appeals.tsx'
import { AuthorCard } from './one/author-card.tsx'
import { IdeaFacts } from './one/idea-facts.tsx'
import { NextStep } from './one/next-step.tsx'
import { Remarks } from './one/remarks.tsx'
import { words } from './words.ts'

/** `/ideas/:ideaId`: one idea, what is to be done with it, who stands behind it, what was asked. */
export default function IdeaPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const ideaId = useParam('ideaId') as IdeaView['id']
  const { data, error, refetch } = useEndpoint(getIdea, { params: { ideaId } }, { live: ['notice'] })
  return (
    <Page title={data?.title ?? w.title}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: IdeaView }) {
  const w = useWords(words)
  return (
    <>
      <PageHeader
        title={of.title}
        above={[
          { words: w.title, to: '/ideas' },
          { words: of.call.title, to: `/ideas/${of.call.id}/call` },
        ]}
        marks={<IdeaMark state={of.state} />}
      />
      <Columns
        main={
          <>
            <Fate of={of} />
            {of.staff && <NextStep of={of} />}
            {of.staff && <Appeals of={of} />}
            <Sheet title={w.one.said}>
              <div className="ui-stack">
                <p className="ideas-text">{of.body}</p>
                {of.fileIds.length > 0 && <Photos label={w.one.photos} fileIds={of.fileIds} />}
              </div>
            </Sheet>
            <Members of={of} />
            <Remarks of={of} />
            {of.versions.length > 1 && (
              <Sheet title={w.one.versions}>
                <Versions versions={of.versions} />
              </Sheet>
            )}
          </>
        }
        side={
          <>
            <IdeaFacts of={of} />
            {of.staff && !of.byMerge && <AuthorCard of={of} />}
          </>
        }
      />
    </>
  )
}

function Fate({ of }: { of: IdeaView }) {
  const w = useWords(words).one
  const book = useWords(ideaBook)
  const declined = declineReasons.find((one) => one === of.end?.reason)
  const hiding = hideReasons.find((one) => one === of.hidden?.reason)
  if (of.mergedInto)
    return (
      <Remark icon="merge" title={w.mergedInto}>
        <Go to={`/ideas/${of.mergedInto.id}`}>{of.mergedInto.title}</Go>
      </Remark>
    )
  if (of.hidden)
    return (
      <Remark icon="lock" title={w.hiddenBecause(book.hideReason[hiding ?? 'other'])}>
        {of.hidden.words}
      </Remark>
    )
  if (!of.end) return null
  return (
    <Remark
      icon={of.state === 'adopted' ? 'check' : 'info'}
      title={[book.ideaState[of.state], declined && book.declineReason[declined]].filter(Boolean).join(' · ')}
    >
      {of.end.words}
    </Remark>
  )
}

function Members({ of }: { of: IdeaView }) {
  const w = useWords(words).one
  if (of.mergedIdeas.length === 0) return null
  return (
    <Sheet title={w.mergedIdeas}>
      {of.mergedIdeas.map((one) => (
        <div key={one.id} className="ideas-remark">
          <Go to={`/ideas/${one.id}`}>{one.title}</Go>
          <p className="ideas-text ui-small ui-muted">{one.body}</p>
          {one.author && <p className="ui-small ui-muted">{one.author}</p>}
        </div>
      ))}
    </Sheet>
  )
}
