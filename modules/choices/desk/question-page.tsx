import '../web/bars.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ScanCode } from '../../../ui/desk/scan-code.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExportButton, useNameOf } from '../../matters/desk/public.ts'
import { exportResult, getQuestion, type QuestionView } from '../contract.ts'
import { Bars, Sums } from '../web/bars.tsx'
import { toneOf, useCounted } from '../web/show.ts'
import { noticeAddress } from './notice-address.ts'
import { NextPanel } from './one/next-panel.tsx'
import { Objections } from './one/objections.tsx'
import { Roll } from './one/roll.tsx'
import { useWhen } from './questions-page.tsx'
import { words } from './words.ts'

const isId = (text: string) => /^[0-9a-f]{8}-/i.test(text)

/** `/questions/$questionId`: what is asked, how it stands, who voted. A notice to an owner leads here by the public code. */
export default function QuestionPage() {
  const w = useWords(words)
  const questionId = useParam('questionId') as QuestionView['id']
  const known = isId(questionId)
  const { data, error, refetch } = useEndpoint(getQuestion, { params: { questionId } }, { enabled: known })
  return (
    <Page title={data?.title ?? w.title}>
      {!known && (
        <Remark icon="qr" title={w.wrongAddress}>
          <Button to={noticeAddress(questionId)}>{w.openPublic}</Button>
        </Remark>
      )}
      <ErrorNote error={known ? error : null} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: QuestionView }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { w: n, matter, verdict, number } = useCounted()
  const when = useWhen()(of)
  const counted = of.state === 'closed' || of.state === 'published'
  const rolled = of.openedAt !== null
  const { paper, door, phone } = of.byChannel
  const where = of.place.id === of.compound.id ? nameOf(of.place) : `${nameOf(of.compound)} ${nameOf(of.place)}`
  return (
    <>
      <PageHeader
        title={of.title}
        above={[{ words: w.title, to: '/questions' }]}
        marks={<StatusWord words={n.state[of.state]} tone={toneOf[of.state]} />}
        actions={
          counted && (
            <ExportButton
              endpoint={exportResult}
              params={{ questionId: of.id }}
              query={{}}
              name={of.title}
              words={w.exportResult}
            />
          )
        }
        lead={[where, when].filter(Boolean).join(' · ')}
      />
      <Columns
        main={
          <>
            {of.mayKeep && <NextPanel of={of} />}
            {!of.mayKeep && of.cancelledWhy && <Remark icon="pause" title={w.cancelledWhy(of.cancelledWhy)} />}
            {rolled && (
              <Sheet title={counted ? w.result : w.resultNow}>
                <div className="ui-stack">
                  <p className="choice-verdict">
                    <strong>{verdict(of.outcome)}</strong>
                  </p>
                  <Bars of={of.outcome} />
                  <p className="ui-muted">{w.byChannel(number(paper), number(door), number(phone))}</p>
                </div>
              </Sheet>
            )}
            {of.objections.length > 0 && <Objections of={of} />}
          </>
        }
        side={
          <>
            <Sheet title={w.content}>
              <div className="choice-notes">
                <p className="choice-text">{of.words}</p>
                <p>{matter(of.matter)}</p>
                <p className="ui-muted">{n.rule[of.outcome.majority]}</p>
                {of.followRule && <p className="ui-muted">{n.followRule(of.followRule)}</p>}
                <p>
                  <strong>{of.basis ? n.basis(of.basis) : n.label}</strong>
                </p>
              </div>
            </Sheet>
            <Sheet title={n.sums}>
              <Sums of={of.outcome} open={rolled} />
              {of.roomsWithoutOwner > 0 && <Remark icon="warning">{w.bare(number(of.roomsWithoutOwner))}</Remark>}
            </Sheet>
            {of.announcedAt && (
              <Sheet title={w.public}>
                <div className="ui-stack">
                  <ScanCode text={noticeAddress(of.code)} label={w.public} code={of.code} />
                  <p className="ui-muted ui-small">{w.publicHint}</p>
                  <div className="ui-row">
                    <Button icon="qr" to={`/questions/${of.id}/poster`}>
                      {w.poster.print}
                    </Button>
                    <Button look="quiet" icon="out" to={noticeAddress(of.code)}>
                      {w.openPublic}
                    </Button>
                  </div>
                </div>
              </Sheet>
            )}
          </>
        }
      />
      {rolled && <Roll of={of} />}
    </>
  )
}
