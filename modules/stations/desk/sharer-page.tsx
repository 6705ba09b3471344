import '../../../ui/input.css'
import './stations.css'
import { lazy, Suspense, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { NextSheet, type OnwardStep } from '../../../ui/desk/next-sheet.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { DialogButton, WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import {
  addResource,
  getSharer,
  linkSharer,
  listResources,
  listSharers,
  revealSharer,
  type SharerView,
  settleSharer,
  stationFigures,
} from '../contract.ts'
import { kinds } from '../kinds.ts'
import { resourceTone, sharerTone } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { ResourceForm } from './resource-form.tsx'
import { AgreedAnew } from './sharer-consent.tsx'
import { words } from './words.ts'

const QrCode = lazy(() => import('../../../ui/qr-code.tsx'))

/** `/stations/sharers/$sharerId`: who shares, how they stand, what they share. */
export default function SharerPage() {
  const w = useWords(words)
  const sharerId = useParam('sharerId') as SharerView['id']
  const { data, error, refetch } = useEndpoint(getSharer, { params: { sharerId } })
  return (
    <Page title={data?.name ?? w.lists.sharers}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: SharerView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const nameOf = useNameOf()
  return (
    <>
      <PageHeader
        title={of.name}
        above={[
          { words: w.title, to: '/stations' },
          { words: w.lists.sharers, to: '/stations/sharers' },
        ]}
        marks={<StatusWord words={b.sharerState[of.state]} tone={sharerTone[of.state]} />}
        lead={`${b.sharerKind[of.kind]} · ${nameOf(of.place)}`}
      />
      <Columns
        main={
          <>
            <Next of={of} />
            <Things of={of} />
          </>
        }
        side={<About of={of} />}
      />
    </>
  )
}

const changes = [getSharer, listSharers, stationFigures, listResources]

function Next({ of }: { of: SharerView }) {
  const w = useWords(words)
  const settle = useCommand(settleSharer, { changes })
  const add = useCommand(addResource, { changes })
  const params = { sharerId: of.id }
  const step = (key: 'confirm' | 'pause' | 'resume', look: 'main' | 'plain'): OnwardStep => ({
    ...{ key, label: w[key], look, open: true },
    onTake: () => settle.mutate({ params, body: { step: key } }),
  })
  const steps: Readonly<Record<SharerView['state'], readonly OnwardStep[]>> = {
    ...{
      asked: [step('confirm', 'main')],
      live: [step('pause', 'plain')],
      paused: [step('resume', 'main')],
      ended: [],
      refused: [],
    },
  }
  const said = {
    ...{ asked: w.nextAskedOne, live: w.nextLive, paused: w.nextPaused },
    ...{ ended: w.nextEnded(of.why ?? ''), refused: w.nextEnded(of.why ?? '') },
  }[of.state]
  const last =
    of.state === 'asked'
      ? ('refuse' as const)
      : of.state === 'ended' || of.state === 'refused'
        ? null
        : ('end' as const)
  return (
    <NextSheet
      title={w.next}
      said={said}
      steps={of.mayKeep ? steps[of.state] : []}
      busy={settle.isPending}
      error={settle.error}
    >
      {of.mayKeep && of.state === 'live' && (
        <DialogButton label={w.addResource} icon="plus" wide>
          {(done) => (
            <ResourceForm
              busy={add.isPending}
              error={add.error}
              save={w.form.save}
              onSave={(body) =>
                add.mutate(
                  { body: { ...body, sharerId: of.id, stationId: of.station?.id ?? null } },
                  { onSuccess: done },
                )
              }
            />
          )}
        </DialogButton>
      )}
      {of.mayLink && <LinkButton of={of} />}
      {of.mayKeep && last && (
        <WhyButton
          label={w[last]}
          why={w.why}
          busy={settle.isPending}
          error={settle.error}
          onTake={(why, done) => settle.mutate({ params, body: { step: last, why } }, { onSuccess: done })}
        />
      )}
    </NextSheet>
  )
}

/** Makes the link and shows it this once: as a code to scan and as an address to send. */
function LinkButton({ of }: { of: SharerView }) {
  const w = useWords(words)
  const format = useFormat()
  const issue = useCommand(linkSharer)
  const address = issue.data ? `${location.origin}/k/${issue.data.token}?next=/shop` : ''
  return (
    <>
      <Button
        icon="link"
        busy={issue.isPending}
        onClick={() => issue.mutate({ params: { sharerId: of.id }, body: {} })}
      >
        {w.link}
      </Button>
      <ErrorNote error={issue.error} />
      <Dialog open={issue.data !== undefined} title={w.linkTitle} onClose={() => issue.reset()}>
        {issue.data && (
          <div className="ui-stack">
            <p>{w.linkReady(format.moment(issue.data.expiresAt))}</p>
            <figure className="st-qr">
              <Suspense fallback={<span />}>
                <QrCode text={address} label={w.linkScan} />
              </Suspense>
              <figcaption className="ui-muted ui-small">{w.linkScan}</figcaption>
            </figure>
            <CopyCode code={address} label={w.linkLabel} />
          </div>
        )}
      </Dialog>
    </>
  )
}

function Things({ of }: { of: SharerView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const say = useSay()
  return (
    <Sheet title={w.things}>
      {of.resourcesOf.length === 0 && <p className="ui-muted">{w.nothing}</p>}
      {of.resourcesOf.map((one) => (
        <div key={one.id} className="st-line">
          <div>
            <Go to={`/shares/${one.id}`}>{one.name}</Go>
            <div className="ui-muted ui-small">{say(kinds[one.kind].name)}</div>
          </div>
          <StatusWord words={b.resourceState[one.state]} tone={resourceTone[one.state]} />
        </div>
      ))}
    </Sheet>
  )
}

function About({ of }: { of: SharerView }) {
  const w = useWords(words)
  const format = useFormat()
  const [shown, setShown] = useState<string | null>(null)
  const running = of.state !== 'ended' && of.state !== 'refused'
  const asked = running && of.consent?.stands === false
  const reveal = useCommand(revealSharer, { onDone: ({ name, phone }) => setShown(w.revealed(name, phone)) })
  return (
    <Sheet title={w.facts}>
      <div className="ui-stack">
        <Facts
          rows={[
            ...(of.station
              ? [{ label: w.form.station, value: <Go to={`/stations/${of.station.id}`}>{of.station.name}</Go> }]
              : []),
            { label: w.days, value: format.day(of.askedAt) },
            ...(of.contact
              ? [{ label: w.contact, value: shown ?? w.revealed(of.contact.name, of.contact.phone) }]
              : []),
            ...(of.consent
              ? [
                  {
                    label: w.consent,
                    value: w.consentOf(of.consent.version, format.date(of.consent.at), w.consentHows[of.consent.how]),
                  },
                ]
              : []),
            ...(of.firmId ? [{ label: w.form.firm, value: <Go to={`/firms/${of.firmId}`}>{w.firmPage}</Go> }] : []),
          ]}
        />
        {asked && <Remark>{w.askedAnew}</Remark>}
        {asked && of.mayKeep && <AgreedAnew of={of} />}
        {of.mayKeep && of.contact && !shown && (
          <div className="ui-row">
            <WhyButton
              label={w.reveal}
              why={w.revealWhy}
              busy={reveal.isPending}
              error={reveal.error}
              onTake={(reason, done) =>
                reveal.mutate({ params: { sharerId: of.id }, body: { reason } }, { onSuccess: done })
              }
            />
          </div>
        )}
      </div>
    </Sheet>
  )
}
