import { useState } from 'react'
import type { FileId, MatterId, PostId } from '../../../kernel/contract/ids.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { upload } from '../../../kernel/web/upload.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { type PhotoDraft, PhotoInput, type SendPhoto } from '../../../ui/photo-input.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Select, TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { uploadFile } from '../../files/contract.ts'
import { followed, listKinds } from '../../matters/contract.ts'
import { me } from '../../people/contract.ts'
import { fileLead, myTerms, type TermView } from '../contract.ts'
import { type ChosenUnit, UnitChoice } from './unit-choice.tsx'
import { words } from './words.ts'

/** `/lead`: an observer says where firms are treated badly. */
export default function LeadPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(myTerms)
  const term = data?.terms[0]
  return (
    <>
      <AppBar title={w.title} back="/mine" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && !term && (
          <EmptyState icon="flag" title={w.notObserver} action={<BigButton to="/report">{w.report}</BigButton>}>
            {w.notObserverText}
          </EmptyState>
        )}
        {term && <Filing term={term} />}
      </Screen>
    </>
  )
}

const sendPhoto: SendPhoto = ({ id, blob, onProgress, signal }) =>
  upload(uploadFile, blob, { fields: { id }, name: 'photo.jpg', onProgress, signal })

interface Draft {
  readonly id: MatterId
  readonly unit: ChosenUnit | null
  readonly category: string
  readonly body: string
}
const emptyDraft = (): Draft => ({ id: newId<'matter'>(), unit: null, category: '', body: '' })

function Filing({ term }: { term: TermView }) {
  const w = useWords(words)
  const lang = useLang()
  const [draft, setDraft] = useState(emptyDraft)
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [tried, setTried] = useState(false)
  const send = useCommand(fileLead, { changes: [followed, myTerms] })
  const tooShort = draft.body.trim().length < 4
  const waiting = photos.some((photo) => photo.state === 'shrinking' || photo.state === 'sending')
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch })
  if (send.data) {
    const office = lang === 'en' ? send.data.holder.nameEn : send.data.holder.name
    const anew = () => {
      setDraft(emptyDraft())
      setPhotos([])
      setTried(false)
      send.reset()
    }
    return <Sent office={office} onAnother={anew} />
  }
  const submit = () => {
    setTried(true)
    if (!draft.unit || tooShort) return
    const fileIds = photos.filter((photo) => photo.blob).map((photo) => photo.id as FileId)
    send.mutate({
      body: {
        id: draft.id,
        unitPostId: draft.unit.postId as PostId,
        body: draft.body.trim(),
        ...(draft.category ? { category: draft.category } : {}),
        ...(fileIds.length > 0 ? { fileIds } : {}),
      },
    })
  }
  return (
    <div className="ui-stack">
      <Term term={term} />
      <Card>
        <UnitChoice
          chosen={draft.unit}
          onChoose={(unit) => change({ unit })}
          error={tried && !draft.unit ? w.chooseUnit : send.error?.field('unitPostId')}
        />
        <Category value={draft.category} onChange={(category) => change({ category })} />
        <Field label={w.what} hint={w.whatHint} error={tried && tooShort ? w.tooShort : send.error?.field('body')}>
          {(control) => (
            <TextArea
              control={control}
              rows={6}
              maxLength={4000}
              value={draft.body}
              onChange={(body) => change({ body })}
            />
          )}
        </Field>
        <Field label={w.photos} optional group error={send.error?.field('fileIds')}>
          <PhotoInput photos={photos} onChange={setPhotos} send={sendPhoto} />
        </Field>
      </Card>
      <ErrorNote error={send.error} />
      <BigButton icon="send" busy={send.isPending} disabled={waiting} onClick={submit}>
        {w.send}
      </BigButton>
    </div>
  )
}

function Term({ term }: { term: TermView }) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const place = lang === 'en' ? term.place.nameEn : term.place.name
  const { data: person } = useEndpoint(me)
  return (
    <>
      {person?.hasPassword === false && (
        <Remark icon="key">
          {w.passwordFirst} <Go to="/account">{w.choosePassword}</Go>
        </Remark>
      )}
      <p>{w.lead}</p>
      <p className="ui-muted">
        {w.until(w.role[term.role], place, format.date(term.toOn))}
        <br />
        {w.quarter(term.quarter.leads, term.quarter.expected)}
      </p>
    </>
  )
}

function Category({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const w = useWords(words)
  const say = useSay()
  const { data } = useEndpoint(listKinds, { query: { tree: 'conduct' } }, { staleTime: 3_600_000 })
  const all = data?.categories ?? []
  const parents = new Set(all.map((one) => one.parent))
  const leaves = all.filter((one) => !parents.has(one.code))
  return (
    <Field label={w.category} optional>
      {(control) => (
        <Select
          control={control}
          value={value}
          onChange={onChange}
          placeholder={w.notSure}
          options={leaves.map((one) => ({ value: one.code, label: say(one.name) }))}
        />
      )}
    </Field>
  )
}

function Sent({ office, onAnother }: { office: string; onAnother: () => void }) {
  const w = useWords(words)
  return (
    <div className="ui-stack" role="status">
      <EmptyState icon="check" title={w.sent}>
        {w.sentText(office)}
      </EmptyState>
      <BigButton to="/mine">{w.mine}</BigButton>
      <BigButton look="plain" onClick={onAnother}>
        {w.another}
      </BigButton>
    </div>
  )
}
