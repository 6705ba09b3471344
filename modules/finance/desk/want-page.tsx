import '../web/finance.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { uiWords } from '../../../ui/words.ts'
import { getWant, type WantId, type WantView } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { wantTones } from '../web/tones.ts'
import { EndWantDialog } from './want/end-want-dialog.tsx'
import { Matches } from './want/matches.tsx'
import { Question } from './want/question.tsx'
import { Referrals } from './want/referrals.tsx'
import { words } from './words.ts'

/** `/finance/wants/$wantId`: what fits a want and why, the one fact to ask for, and what banks said. */
export default function WantPage() {
  const w = useWords(words)
  const lang = useLang()
  const show = useShow()
  const wantId = useParam('wantId') as WantId
  const { data, error, refetch } = useEndpoint(getWant, { params: { wantId } })
  const [ending, setEnding] = useState(false)
  if (!data)
    return (
      <Page title={w.want}>
        <PageHeader title={w.want} />
        {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <p>{uiWords[lang].loading}</p>}
      </Page>
    )
  const title = `${show.money(data.amountFen)} · ${show.book.use[data.use]}`
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.title, to: '/finance' }]}
        marks={<StatusWord tone={wantTones[data.state]} words={show.book.wantState[data.state]} />}
        lead={<Go to={`/firms/${data.firm.id}`}>{show.name(data.firm)}</Go>}
        actions={
          data.mayEnd && (
            <Button icon="cross" onClick={() => setEnding(true)}>
              {w.endWant}
            </Button>
          )
        }
      />
      <Columns
        main={
          <>
            {data.question && data.mayAnswer && <Question key={data.question.fact.key} want={data} />}
            <Matches want={data} />
          </>
        }
        side={
          <>
            <Referrals want={data} />
            <Wanted want={data} />
          </>
        }
      />
      {ending && <EndWantDialog wantId={wantId} onClose={() => setEnding(false)} />}
    </Page>
  )
}

function Wanted({ want }: { want: WantView }) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const { money, months, book } = useShow()
  const by = want.raisedBy === 'firm' ? w.byFirm : (want.raisedByName ?? '')
  const rows = [
    { label: w.column.amount, value: money(want.amountFen) },
    { label: w.column.months, value: months(want.months) },
    { label: w.column.use, value: book.use[want.use] },
    ...(want.words ? [{ label: w.wordsField, value: want.words }] : []),
    ...(want.neededBy ? [{ label: w.column.neededBy, value: format.date(want.neededBy) }] : []),
    ...(want.place ? [{ label: w.column.place, value: lang === 'zh' ? want.place.name : want.place.nameEn }] : []),
    { label: w.raisedBy, value: [by, format.moment(want.raisedAt)].filter(Boolean).join(' · ') },
    ...(want.endedReason
      ? [{ label: w.ended, value: [book.endReason[want.endedReason], want.endedWords].filter(Boolean).join(' · ') }]
      : []),
  ]
  return (
    <Sheet title={w.facts}>
      <Facts rows={rows} />
    </Sheet>
  )
}
