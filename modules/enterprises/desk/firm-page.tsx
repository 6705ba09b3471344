import './firm/firm.css'
import './firms/firms.css'
import { useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { Timeline, type TimelineEvent } from '../../../ui/timeline.tsx'
import { type FirmView, getFirm } from '../contract.ts'
import type { FirmId } from '../shapes.ts'
import { DifficultyDialog } from './difficulty-dialog.tsx'
import { ContactsSheet } from './firm/contacts-sheet.tsx'
import { BasicSheet, FactsSheet } from './firm/facts-sheet.tsx'
import { CloseDialog, CorrectDialog, MergeDialog } from './firm/firm-dialogs.tsx'
import { StaysSheet } from './firm/stays-sheet.tsx'
import { MergedSheet, TagsSheet } from './firm/tags-sheet.tsx'
import { words as page } from './firm/words.ts'
import { KeyMark } from './firms/use-columns.tsx'
import { useBuildingName } from './parts/building-name.ts'
import { useFirmName } from './parts/firm-name.ts'
import { useNames, useShow } from './parts/show.ts'
import { words } from './words.ts'

/** `/firms/$firmId`: all that is known of a firm, and all that happened with it. */
export default function FirmPage() {
  const w = useWords(words)
  const p = useWords(page)
  const lang = useLang()
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  const buildingOf = useBuildingName()
  const firmName = useFirmName()
  const firmId = useParam('firmId') as FirmId
  const { data, error, refetch } = useEndpoint(getFirm, { params: { firmId } })
  const title = data ? firmName(data) : w.firm
  const lead = data && [
    data.industry && show.industry(data.industry),
    `${buildingOf(data.place)} ${listed(lang, data.suites)}`.trim(),
    data.areaCm2 > 0 && show.area(data.areaCm2),
    data.leavesOn && p.leaves(format.date(data.leavesOn)),
  ]
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.firms, to: '/firms' }]}
        marks={
          data && (
            <>
              <StatusWord words={names.firmState[data.state]} tone={data.state === 'active' ? 'active' : 'stopped'} />
              {data.keyFirm && <KeyMark />}
            </>
          )
        }
        lead={lead?.filter(Boolean).join(' · ')}
        actions={data?.mayWrite && <Ways firm={data} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.mergedInto && (
        <Remark icon="merge" title={p.mergedInto(data.mergedInto.name)}>
          <Go to={`/firms/${data.mergedInto.id}`}>{p.goThere}</Go>
        </Remark>
      )}
      {data && (
        <Columns
          main={
            <>
              <StaysSheet firm={data} />
              <FactsSheet firm={data} />
              <Sheet title={p.timeline}>
                <Story firm={data} />
              </Sheet>
            </>
          }
          side={
            <>
              <ContactsSheet firm={data} />
              <BasicSheet firm={data} />
              <TagsSheet firm={data} />
              <MergedSheet firm={data} />
            </>
          }
        />
      )}
    </Page>
  )
}

function Ways({ firm }: { firm: FirmView }) {
  const p = useWords(page)
  const [asking, setAsking] = useState<'difficulty' | 'correct' | 'merge' | 'close' | null>(null)
  const close = () => setAsking(null)
  return (
    <>
      <Button icon="file" to={`/firms/${firm.id}/policies`}>
        {p.policies}
      </Button>
      <Button icon="link" to={`/finance?firmId=${firm.id}`}>
        {p.finance}
      </Button>
      <Button icon="people" to={`/jobs?firmId=${firm.id}`}>
        {p.jobs}
      </Button>
      <Button look="main" icon="message" onClick={() => setAsking('difficulty')}>
        {p.difficulty}
      </Button>
      <Button icon="edit" onClick={() => setAsking('correct')}>
        {p.correct}
      </Button>
      <Button icon="merge" onClick={() => setAsking('merge')}>
        {p.merge}
      </Button>
      <Button icon="leave" onClick={() => setAsking('close')}>
        {p.closeFirm}
      </Button>
      {asking === 'difficulty' && <DifficultyDialog firm={firm} contacts={firm.contacts} onClose={close} />}
      {asking === 'correct' && <CorrectDialog firm={firm} onClose={close} />}
      {asking === 'merge' && <MergeDialog firm={firm} onClose={close} />}
      {asking === 'close' && <CloseDialog firm={firm} onClose={close} />}
    </>
  )
}

const small: ReadonlySet<string> = new Set([
  'enterprises.fact_recorded',
  'enterprises.tag_added',
  'enterprises.tag_ended',
  'enterprises.contact_revealed',
  'enterprises.firm_corrected',
])

function Story({ firm }: { firm: FirmView }) {
  const p = useWords(page)
  const say = useSay()
  const events = firm.timeline.map((entry, at): TimelineEvent => {
    const detail = entry.detail ? say(entry.detail) : ''
    return {
      id: `${entry.at} ${entry.type} ${at}`,
      at: entry.at,
      title: say(entry.words),
      ...(entry.who ? { who: entry.who } : {}),
      ...(detail
        ? { more: entry.to ? <Go to={entry.to}>{detail}</Go> : <span className="ui-muted">{detail}</span> }
        : {}),
      weight: small.has(entry.type) ? 'small' : 'step',
    }
  })
  return <Timeline label={p.timeline} events={events} />
}
