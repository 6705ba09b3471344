import './hours.css'
import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../../ui/desk/page.tsx'
import { ScanCode } from '../../../../ui/desk/scan-code.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useParam } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { useNameOf } from '../../../matters/desk/public.ts'
import { type CertificateView, certificatePaper, getCertificate, type Snapshot } from '../certificates/contract.ts'
import type { CertificateId } from '../tables.ts'
import { certificateTone, codeAddress, useSpan } from '../web/show.ts'
import { hoursBook } from '../web/words.ts'
import { CertificateSteps } from './certificate-steps.tsx'
import { words } from './words.ts'

/** `/neighbours/certificates/$certificateId`: what is asked, what it says, and what can be done. */
export default function CertificatePage() {
  const w = useWords(words)
  const b = useWords(hoursBook)
  const ui = useUiWords()
  const certificateId = useParam('certificateId') as CertificateId
  const { data, error, refetch } = useEndpoint(getCertificate, { params: { certificateId } })
  const title = w.paper.one
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        lead={data && `${data.numberText ?? w.paper.notYet} · ${data.name}`}
        marks={data && <StatusWord words={b.state[data.state]} tone={certificateTone[data.state]} />}
        above={[
          { words: w.title, to: '/neighbours/hours' },
          { words: w.certificates, to: '/neighbours/certificates' },
        ]}
      />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Columns main={<Main of={data} />} side={data.code ? <Paper of={data} /> : null} />}
    </Page>
  )
}

function Main({ of }: { of: CertificateView }) {
  return (
    <>
      <CertificateSteps of={of} />
      {of.says ? <Says of={of.says} /> : <Asked of={of} />}
    </>
  )
}

function Asked({ of }: { of: CertificateView }) {
  const w = useWords(words).paper
  const { date } = useFormat()
  const b = useWords(hoursBook)
  const span = useSpan()
  return (
    <Sheet title={w.facts}>
      <Facts
        rows={[
          { label: w.name, value: of.name },
          { label: w.document, value: b.document[of.documentKind] },
          { label: w.span, value: `${of.from ? date(of.from) : w.from} — ${of.to ? date(of.to) : w.until}` },
          { label: w.hours, value: span(of.minutesNow) },
        ]}
      />
    </Sheet>
  )
}

function Says({ of }: { of: Snapshot }) {
  const w = useWords(words).paper
  const { date } = useFormat()
  const b = useWords(hoursBook)
  const span = useSpan()
  const nameOf = useNameOf()
  return (
    <>
      <Sheet title={w.facts}>
        <Facts
          rows={[
            { label: w.name, value: of.name },
            { label: w.document, value: `${b.document[of.document.kind]} ${of.document.tail}` },
            { label: w.span, value: `${date(of.from)} — ${date(of.to)}` },
            { label: w.hours, value: span(of.minutes) },
            { label: w.issuer, value: nameOf(of.issuer) },
            { label: w.responsible, value: of.responsible },
            { label: w.handler, value: of.handler },
            { label: w.contact, value: of.contact },
            { label: w.date, value: date(of.issuedOn) },
          ]}
        />
      </Sheet>
      <Sheet title={w.entries}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys as well */}
        <section className="hours-scroll" tabIndex={0} aria-label={w.entries}>
          <table className="hours-table">
            <tbody>
              {of.entries.map(({ onDay, content, minutes }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: what was issued is frozen, its order too
                <tr key={`${onDay} ${at}`}>
                  <td>{onDay}</td>
                  <td>{content}</td>
                  <td>{span(minutes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Sheet>
    </>
  )
}

function Paper({ of }: { of: CertificateView }) {
  const w = useWords(words).paper
  const [refused, setRefused] = useState<{ readonly message: string } | null>(null)
  const download = () =>
    saveFile(
      certificatePaper,
      { params: { certificateId: of.id }, query: { from: location.origin } },
      `${w.fileName} ${of.numberText}.pdf`,
    ).catch(setRefused)
  const address = codeAddress(of.code ?? '', of.sign)
  return (
    <Sheet title={w.verify}>
      <div className="ui-stack">
        <ScanCode text={address} label={w.verify} code={of.code ?? ''} />
        <Facts rows={[{ label: w.sign, value: of.sign }]} />
        <ErrorNote error={refused} />
        <Button look="main" icon="download" onClick={() => void download()}>
          {w.download}
        </Button>
      </div>
    </Sheet>
  )
}
