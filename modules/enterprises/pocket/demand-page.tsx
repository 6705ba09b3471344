import './firm.css'
import { useRef, useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useKept } from '../../../kernel/web/kept.ts'
import { sendOrQueue } from '../../../kernel/web/outbox.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { PhotoInput } from '../../../ui/photo-input.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { TextArea, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { type CategoryView, listKinds } from '../../matters/contract.ts'
import {
  busy,
  CategoryChoice,
  filesOf,
  idsOf,
  QueuedView,
  SentView,
  sendWhenOnline,
  useCategory,
  useNames,
  useReporting,
} from '../../matters/pocket/public.ts'
import { type MyFirmRow, myFirms, raiseDifficulty } from '../portal/contract.ts'
import type { FirmId } from '../shapes.ts'
import { useFirmName } from './names.ts'
import { words } from './words.ts'

/** `/firm/:firmId/demand`: a firm says what is difficult. */
export default function DemandPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const firmId = useParam('firmId') as FirmId
  const firms = useEndpoint(myFirms)
  const kept = useKept<typeof myFirms>('firms', firms)
  const tree = useEndpoint(listKinds, { query: { tree: 'firm' } }, { staleTime: 3_600_000 })
  const { data: kinds } = useKept<typeof listKinds>('kinds:firm', tree, { everybodys: true })
  const demand = useDemand(firmId)
  const firm = kept.data?.firms.find((one) => one.id === firmId)
  const error = firms.error ?? tree.error
  return (
    <>
      <AppBar title={w.demandTitle} back="/firm" />
      <Screen>
        {demand.outcome === 'queued' && <QueuedView onAnother={demand.startAnew} />}
        {demand.outcome && demand.outcome !== 'queued' && (
          <SentView sent={demand.outcome} onAnother={demand.startAnew} />
        )}
        {!demand.outcome && firm && kinds && <DemandForm firm={firm} categories={kinds.categories} demand={demand} />}
        {kept.data && !firm && <EmptyState icon="building" title={w.notHere} />}
        {(!kept.data || !kinds) && !error && <p className="ui-muted">{ui.loading}</p>}
        {(!kept.data || !kinds) && error && <ErrorNote error={error} />}
      </Screen>
    </>
  )
}

type Demand = ReturnType<typeof useDemand>

function useDemand(firmId: FirmId) {
  return useReporting<{ readonly category: string; readonly label: string }>(
    `liren.draft.firm.${firmId}`,
    ({ id, body, placeDetail, urgent }, photos, { category, label }) => {
      const fileIds = idsOf(photos)
      const said = {
        id,
        body: body.trim(),
        ...(category && { category }),
        ...(placeDetail.trim() && { placeDetail: placeDetail.trim() }),
        ...(urgent && { priority: 'urgent' as const }),
        ...(fileIds.length > 0 && { fileIds }),
      }
      const args = { params: { firmId }, body: said }
      return sendOrQueue({ endpoint: raiseDifficulty, args, label, files: filesOf(photos) })
    },
  )
}

interface DemandFormProps {
  readonly firm: MyFirmRow
  readonly categories: readonly CategoryView[]
  readonly demand: Demand
}

function DemandForm({ firm, categories, demand }: DemandFormProps) {
  const w = useWords(words)
  const { draft, change, photos, error } = demand
  const [tried, setTried] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const category = useCategory(draft.body, categories, draft.category)
  const tooShort = draft.body.trim().length < 4
  const send = () => {
    setTried(true)
    if (tooShort) return top.current?.scrollIntoView({ block: 'start' })
    void demand.send({ category: category.value, label: draft.body.trim().slice(0, 30) })
  }
  return (
    <div className="ui-stack" ref={top}>
      <KeptDraft demand={demand} />
      <Card>
        <Where firm={firm} />
        <Field label={w.what} hint={w.whatHint} error={tried && tooShort ? w.tooShort : error?.field('body')}>
          {(control) => (
            <TextArea
              control={control}
              rows={6}
              value={draft.body}
              onChange={(body) => change({ body })}
              placeholder={w.whatExample}
              maxLength={4000}
            />
          )}
        </Field>
        <CategoryChoice categories={categories} category={category} onChange={(code) => change({ category: code })} />
        <Field label={w.detail} hint={w.detailHint} optional>
          {(control) => (
            <TextInput
              control={control}
              value={draft.placeDetail}
              onChange={(placeDetail) => change({ placeDetail })}
              maxLength={120}
            />
          )}
        </Field>
      </Card>
      <Card>
        <Field label={w.photos} hint={w.photosHint} optional group error={error?.field('fileIds')}>
          <PhotoInput photos={photos} onChange={demand.setPhotos} {...sendWhenOnline()} />
        </Field>
        <Tick checked={draft.urgent} onChange={(urgent) => change({ urgent })}>
          {w.urgent}
        </Tick>
        {draft.urgent && <Remark icon="warning">{w.urgentHint}</Remark>}
      </Card>
      <ErrorNote error={error} kept={w.kept} />
      <BigButton icon="send" busy={demand.sending} disabled={busy(photos)} onClick={send}>
        {demand.sending ? w.sending : w.send}
      </BigButton>
      {busy(photos) && <p className="ui-muted">{w.photosLeft}</p>}
    </div>
  )
}

/** For whom and where: both are known, nobody chooses. */
function Where({ firm }: { firm: MyFirmRow }) {
  const w = useWords(words)
  const lang = useLang()
  const nameOf = useNames()
  const firmName = useFirmName()
  const place = [nameOf(firm.place.above), nameOf(firm.place)].filter(Boolean).join(' · ')
  return (
    <dl className="mp-facts">
      <dt>{w.forFirm}</dt>
      <dd>{firmName(firm)}</dd>
      <dt>{w.where}</dt>
      <dd>{firm.suites.length > 0 ? `${place} · ${w.suites(listed(lang, firm.suites))}` : place}</dd>
    </dl>
  )
}

/** What was begun last time stands again; says so once, since it may surprise. */
function KeptDraft({ demand }: { demand: Demand }) {
  const w = useWords(words)
  const [found, setFound] = useState(() => demand.draft.body.trim().length > 0)
  if (!found) return null
  const clear = () => {
    demand.startAnew()
    setFound(false)
  }
  return (
    <Remark title={w.draftKept}>
      <Button look="quiet" onClick={clear}>
        {w.startAnew}
      </Button>
    </Remark>
  )
}
