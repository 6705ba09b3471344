import '../../../ui/input.css'
import './safety.css'
import { useState } from 'react'
import { urlOf } from '../../../kernel/web/client.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { PhotoStrip } from '../../../ui/photo-strip.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { readFile } from '../../files/contract.ts'
import { Line, Lines, useNameOf } from '../../matters/desk/public.ts'
import {
  type CampaignView,
  campaignDoors,
  changeCampaign,
  getCampaign,
  listCampaigns,
  sendNotice,
} from '../campaigns/contract.ts'
import { ways } from '../campaigns/reach.ts'
import { safetyBook } from '../web/words.ts'
import { HouseFront } from './house-front.tsx'
import { noonOf } from './show.ts'
import { words } from './words.ts'

/** `/safety/campaigns/$campaignId`: how many households it reached, house by house. */
export default function CampaignPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const campaignId = useParam('campaignId') as CampaignView['id']
  const { data, error, refetch } = useEndpoint(getCampaign, { params: { campaignId } })
  return (
    <Page title={data?.title ?? w.campaign}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: CampaignView }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNameOf()
  const format = useFormat()
  const days = w.period(format.day(noonOf(of.fromOn)), format.day(noonOf(of.toOn)))
  return (
    <>
      <PageHeader
        title={of.title}
        above={[
          { words: w.title, to: '/safety' },
          { words: w.nav.campaigns, to: '/safety/campaigns' },
        ]}
        marks={<StatusWord words={b.campaign[of.state]} tone={of.state === 'running' ? 'active' : 'plain'} />}
        lead={[b.topic[of.topic], of.places.map(nameOf).join(' / '), days, w.planned(nameOf(of.by))].join(' · ')}
        actions={
          of.mayKeep && (
            <>
              {!of.notice && of.channels.includes('notice') && (
                <DialogButton label={w.notice} icon="send">
                  {(done) => <NoticeForm of={of} onDone={done} />}
                </DialogButton>
              )}
              <DialogButton label={w.changeCampaign}>{(done) => <ChangeForm of={of} onDone={done} />}</DialogButton>
            </>
          )
        }
      />
      <Figures>
        <Figure label={w.reach} of={{ part: of.reached, whole: of.addressed }} note={w.reachNote} />
        {ways.map((way) => (
          <Figure key={way} label={b.way[way]} value={of.byWay[way]} unit={w.households} />
        ))}
      </Figures>
      {of.notice && (
        <Sheet title={w.noticeWords}>
          <p>{of.notice.words}</p>
          <p className="ui-muted">{w.noticeSent(format.day(of.notice.at), of.notice.told)}</p>
        </Sheet>
      )}
      <Materials of={of} />
      {of.mayTick && <Fronts id={of.id} />}
      <Heat of={of} />
    </>
  )
}

function Materials({ of }: { of: CampaignView }) {
  const w = useWords(words)
  if (of.links.length + of.fileIds.length === 0) return null
  const address = (fileId: string, size: 'thumb' | 'full') => urlOf(readFile, { params: { fileId }, query: { size } })
  return (
    <Sheet title={w.linkTitle}>
      {of.links.map(({ title, url }) => (
        <p key={url}>
          <a href={url} target="_blank" rel="noreferrer">
            {title}
          </a>
        </p>
      ))}
      {of.fileIds.length > 0 && (
        <PhotoStrip
          label={w.files}
          photos={of.fileIds.map((id) => ({ id, thumb: address(id, 'thumb'), full: address(id, 'full') }))}
        />
      )}
    </Sheet>
  )
}

/** Houses that are drawn at once; more stand in the table below. */
const mostFronts = 24

function Fronts({ id }: { id: CampaignView['id'] }) {
  const w = useWords(words)
  const { data, error } = useEndpoint(campaignDoors, { params: { campaignId: id } })
  return (
    <Sheet title={w.buildings}>
      <ErrorNote error={error} />
      <div className="safe-fronts">
        {data?.buildings.slice(0, mostFronts).map((building) => (
          <HouseFront key={building.place.id} of={building} />
        ))}
      </div>
    </Sheet>
  )
}

function Heat({ of }: { of: CampaignView }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const format = useFormat()
  return (
    <Sheet>
      <table className="safe-heat">
        <thead>
          <tr>
            <th scope="col">{w.building}</th>
            <th scope="col">{w.reach}</th>
            <th scope="col">{w.reached}</th>
            <th scope="col">{w.of}</th>
          </tr>
        </thead>
        <tbody>
          {of.buildings.map(({ place, compound, reached, addressed }) => (
            <tr key={place.id}>
              <th scope="row">
                {nameOf(compound)} {nameOf(place)}
              </th>
              <td>
                <span className="safe-bar" aria-hidden="true">
                  <span style={{ width: `${(reached / Math.max(1, addressed)) * 100}%` }} />
                </span>
                <span className="ui-small">{format.percent(addressed === 0 ? 0 : reached / addressed)}</span>
              </td>
              <td>{format.number(reached)}</td>
              <td>{format.number(addressed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}

function NoticeForm({ of, onDone }: { of: CampaignView; onDone: () => void }) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const send = useCommand(sendNotice, { changes: [getCampaign], onDone })
  return (
    <div className="ui-stack">
      <Field label={w.noticeWords} hint={w.noticeHint}>
        {(control) => <Lines control={control} value={said} onChange={setSaid} maxLength={120} />}
      </Field>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button
          look="main"
          icon="send"
          busy={send.isPending}
          disabled={said.trim() === ''}
          onClick={() => send.mutate({ params: { campaignId: of.id }, body: { words: said.trim() } })}
        >
          {w.send}
        </Button>
      </div>
    </div>
  )
}

function ChangeForm({ of, onDone }: { of: CampaignView; onDone: () => void }) {
  const w = useWords(words)
  const [title, setTitle] = useState(of.title)
  const [toOn, setToOn] = useState(of.toOn)
  const save = useCommand(changeCampaign, { changes: [getCampaign, listCampaigns], onDone })
  return (
    <div className="ui-stack">
      <Field label={w.campaignTitle}>
        {(control) => <Line control={control} value={title} onChange={setTitle} maxLength={60} />}
      </Field>
      <Field label={w.toOn} error={save.error?.field('toOn')}>
        {(control) => <Line control={control} type="date" value={toOn} onChange={setToOn} />}
      </Field>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={save.isPending}
          disabled={title.trim() === '' || !toOn}
          onClick={() => save.mutate({ params: { campaignId: of.id }, body: { title: title.trim(), toOn } })}
        >
          {w.saveChange}
        </Button>
      </div>
    </div>
  )
}
