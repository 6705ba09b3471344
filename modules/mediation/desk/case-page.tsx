import './mediation.css'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { isOpen, stateNames } from '../case.ts'
import { type CaseView, getCase } from '../contract.ts'
import { declineReasons, disputeKinds, originKinds, otherWays, sources } from '../kinds.ts'
import { AgreementSheet } from './one/agreement-sheet.tsx'
import { CallBackSheet, VolumeSheet } from './one/end-sheets.tsx'
import { NextPanel } from './one/next-panel.tsx'
import { MediatorSheet, PartySheet } from './one/party-sheets.tsx'
import { EvidenceSheet, SessionSheet } from './one/work-sheets.tsx'
import { noonOf } from './use-case.ts'
import { words } from './words.ts'

/** `/mediation/$caseId`: how it stands, what to do, all that was said; for those in charge alone. */
export default function CasePage() {
  const w = useWords(words)
  const caseId = useParam('caseId') as CaseView['id']
  const { data, error, refetch } = useEndpoint(getCase, { params: { caseId } })
  return (
    <Page title={data?.number ?? w.title}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: CaseView }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  return (
    <>
      <PageHeader
        title={of.number}
        above={[{ words: w.title, to: '/mediation' }]}
        marks={
          <>
            <StatusWord
              words={say(stateNames[of.state])}
              tone={isOpen(of.state) ? 'active' : of.state === 'closed' ? 'done' : 'plain'}
            />
            {of.clock && (
              <Lamp tone={of.clock.lamp} words={of.clock.over > 0 ? w.over(of.clock.over) : w.left(of.clock.left)} />
            )}
          </>
        }
        lead={`${say(disputeKinds[of.kind])} · ${nameOf(of.place)}`}
      />
      <Columns
        main={
          <>
            <NextPanel of={of} />
            <PartySheet of={of} />
            <MediatorSheet of={of} />
            <SessionSheet of={of} />
            <AgreementSheet of={of} />
            <CallBackSheet of={of} />
            <VolumeSheet of={of} />
          </>
        }
        side={
          <>
            <FactSheet of={of} />
            <EvidenceSheet of={of} />
          </>
        }
      />
    </>
  )
}

function FactSheet({ of }: { of: CaseView }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const nameOf = useNameOf()
  const day = (on: string) => format.day(noonOf(on))
  const source = [say(sources[of.source]), of.originKind && say(originKinds[of.originKind])].filter(Boolean).join(' · ')
  return (
    <Sheet title={w.words}>
      <div className="ui-stack">
        <p className="med-said">{of.words}</p>
        <Facts
          rows={[
            { label: w.committee, value: of.committee.name },
            { label: w.source, value: source },
            ...(of.firm ? [{ label: w.firm, value: nameOf(of.firm) }] : []),
            { label: w.received, value: day(of.receivedOn) },
            ...(of.acceptedOn ? [{ label: w.accepted, value: day(of.acceptedOn) }] : []),
            ...(of.clock ? [{ label: w.due, value: day(of.clock.dueOn) }] : []),
            ...(of.declineReason ? [{ label: w.reason, value: say(declineReasons[of.declineReason]) }] : []),
            ...(of.toldWays.length > 0
              ? [
                  {
                    label: w.told,
                    value: listed(
                      lang,
                      of.toldWays.map((way) => say(otherWays[way])),
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
    </Sheet>
  )
}
