import './pocket.css'
import { useEffect, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Select, TextArea, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { busy, idsOf, sendWhenOnline } from '../../matters/pocket/public.ts'
import { atProject, myProjects, type PublicProject, reportDefect } from '../contract.ts'
import { useShown } from '../web/show.ts'
import { words } from './words.ts'

/** `/x/$code/defect`: what an inspector found, on one page. */
export default function DefectPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(atProject, { params: { code } })
  const [sent, setSent] = useState<Sent | null>(null)
  return (
    <>
      <AppBar title={w.reportTitle} back={`/x/${code}`} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && !data.reader.mayReportDefect && !sent && (
          <Remark icon="info" title={w.notInspector}>
            {w.reportElse}
          </Remark>
        )}
        {data?.reader.mayReportDefect && !sent && <DefectForm of={data} onSent={setSent} />}
        {sent && <SentView sent={sent} code={code} />}
      </Screen>
    </>
  )
}

interface Sent {
  readonly matterId: string
  readonly number: string
}

interface DefectFormProps {
  readonly of: PublicProject
  readonly onSent: (sent: Sent) => void
}

type ItemId = PublicProject['items'][number]['id']

function DefectForm({ of, onSent }: DefectFormProps) {
  const w = useWords(words)
  const { work } = useShown()
  const [only] = of.items.length === 1 ? of.items : []
  const [itemId, setItemId] = useState<ItemId | ''>(only?.id ?? '')
  const [said, setSaid] = useState('')
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [urgent, setUrgent] = useState(false)
  const [tried, setTried] = useState(false)
  const send = useCommand(reportDefect, { changes: [atProject, myProjects], onDone: onSent })
  const report = () => {
    setTried(true)
    if (!itemId || said.trim() === '') return
    const body = { itemId, words: said.trim(), urgent, fileIds: idsOf(photos) }
    send.mutate({ params: { projectId: of.id }, body })
  }
  return (
    <>
      <Card title={of.title}>
        <Field label={w.which} error={tried && !itemId ? w.fault.item : send.error?.field('itemId')}>
          {(control) => (
            <Select
              control={control}
              value={itemId}
              placeholder={w.choose}
              onChange={(id) => setItemId(of.items.find((item) => item.id === id)?.id ?? '')}
              options={of.items.map((item) => ({ value: item.id, label: `${work(item.code)} · ${item.words}` }))}
            />
          )}
        </Field>
        <Field label={w.what} error={tried && said.trim() === '' ? w.fault.words : send.error?.field('words')}>
          {(control) => (
            <TextArea control={control} value={said} onChange={setSaid} placeholder={w.whatExample} maxLength={1000} />
          )}
        </Field>
        <Field label={w.photo} group optional>
          <PhotoInput photos={photos} onChange={setPhotos} {...sendWhenOnline()} max={6} />
        </Field>
        <Tick checked={urgent} onChange={setUrgent}>
          {w.urgent}
        </Tick>
      </Card>
      <ErrorNote error={send.error} kept={w.kept} />
      <BigButton icon="send" busy={send.isPending} disabled={busy(photos)} onClick={report}>
        {w.sendDefect}
      </BigButton>
    </>
  )
}

/** After it was sent: its number, and the way to follow it. */
function SentView({ sent, code }: { sent: Sent; code: string }) {
  const w = useWords(words)
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [])
  return (
    <>
      <div className="rp-done" role="status">
        <Icon name="check" size={34} />
        <h2>{w.sent}</h2>
        <p>{w.sentText(sent.number)}</p>
      </div>
      <BigButton to={`/matters/${sent.matterId}`}>{w.toMatter}</BigButton>
      <BigButton look="plain" to={`/x/${code}`}>
        {w.toProject}
      </BigButton>
    </>
  )
}
