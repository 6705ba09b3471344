import { useState } from 'react'
import { type FileId, type MatterId, newId } from '../../../kernel/contract/ids.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills, TickPill } from '../../../ui/pills.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { listMatters } from '../../matters/contract.ts'
import { CategorySearch, Line, Lines, matterWords, PhotosField } from '../../matters/desk/public.ts'
import { type ContactView, getFirm } from '../contract.ts'
import { difficultyChannels, takeDifficulty } from '../portal/contract.ts'
import type { ContactId, FirmId } from '../shapes.ts'
import { words } from './portal-words.ts'

export interface DifficultyDialogProps {
  readonly firm: { readonly id: FirmId; readonly name: string }
  /** Those of the firm who may have said it. */
  readonly contacts?: readonly Pick<ContactView, 'id' | 'name' | 'duty'>[]
  readonly onClose: () => void
}

const empty = {
  channel: 'phone' as (typeof difficultyChannels)[number],
  contactId: '' as ContactId | '',
  body: '',
  category: '',
  placeDetail: '',
  urgent: false,
}

/** Staff take down what a firm says: it becomes a matter at the firm's place, and says who has it. */
export function DifficultyDialog({ firm, contacts = [], onClose }: DifficultyDialogProps) {
  const w = useWords(words).difficulty
  const [id] = useState<MatterId>(() => newId<'matter'>())
  const [form, setForm] = useState(empty)
  const [photos, setPhotos] = useState<{ ids: readonly FileId[]; sending: boolean }>({ ids: [], sending: false })
  const command = useCommand(takeDifficulty, { changes: [getFirm, listMatters] })
  const change = (part: Partial<typeof empty>) => setForm((now) => ({ ...now, ...part }))
  const tooShort = form.body.trim().length < 4
  const send = () => {
    const { channel, contactId, body, category, placeDetail, urgent } = form
    const said = {
      id,
      channel,
      body: body.trim(),
      ...(contactId && { contactId }),
      ...(category && { category }),
      ...(placeDetail.trim() && { placeDetail: placeDetail.trim() }),
      ...(urgent && { priority: 'urgent' as const }),
      ...(photos.ids.length > 0 && { fileIds: [...photos.ids] }),
    }
    command.mutate({ params: { firmId: firm.id }, body: said })
  }
  if (command.data) return <Taken title={w.title(firm.name)} taken={command.data} onClose={onClose} />
  return (
    <ConfirmDialog
      open
      wide
      title={w.title(firm.name)}
      onClose={onClose}
      confirm={w.send}
      onConfirm={send}
      busy={command.isPending}
      notYet={tooShort || photos.sending}
      error={command.error}
    >
      <WhoAndHow form={form} contacts={contacts} onChange={change} />
      <Field label={w.body} hint={w.bodyHint} error={command.error?.field('body')}>
        {(control) => (
          <Lines control={control} rows={5} value={form.body} maxLength={4000} onChange={(body) => change({ body })} />
        )}
      </Field>
      <Field label={w.category} hint={w.categoryHint} optional error={command.error?.field('category')}>
        {(control) => (
          <CategorySearch
            control={control}
            tree="firm"
            value={form.category}
            onChange={(category) => change({ category })}
          />
        )}
      </Field>
      <Field label={w.detail} optional>
        {(control) => (
          <Line
            control={control}
            value={form.placeDetail}
            maxLength={120}
            onChange={(placeDetail) => change({ placeDetail })}
          />
        )}
      </Field>
      <Field label={w.urgency} group>
        <TickPill checked={form.urgent} onChange={(urgent) => change({ urgent })}>
          {w.urgent}
        </TickPill>
      </Field>
      <Field label={w.photos} optional group error={command.error?.field('fileIds')}>
        <PhotosField onChange={(ids, sending) => setPhotos({ ids, sending })} />
      </Field>
    </ConfirmDialog>
  )
}

interface WhoAndHowProps {
  readonly form: typeof empty
  readonly contacts: readonly Pick<ContactView, 'id' | 'name' | 'duty'>[]
  readonly onChange: (part: Partial<typeof empty>) => void
}

function WhoAndHow({ form, contacts, onChange }: WhoAndHowProps) {
  const w = useWords(words).difficulty
  const m = useWords(matterWords)
  const who = [
    ...contacts.map(({ id, name, duty }) => ({ value: id, label: `${name} · ${duty}` })),
    { value: '' as const, label: w.noContact },
  ]
  return (
    <>
      <Field label={w.channel} group>
        <Pills
          value={form.channel}
          onChange={(channel) => onChange({ channel })}
          options={difficultyChannels.map((value) => ({ value, label: m.channel[value] }))}
        />
      </Field>
      {contacts.length > 0 && (
        <Field label={w.contact} group>
          <Pills<ContactId | ''>
            value={form.contactId}
            onChange={(contactId) => onChange({ contactId })}
            options={who}
          />
        </Field>
      )}
    </>
  )
}

interface TakenProps {
  readonly title: string
  readonly taken: {
    readonly id: MatterId
    readonly number: string
    readonly receiptCode: string
    readonly holder: { readonly name: string; readonly nameEn: string }
  }
  readonly onClose: () => void
}

function Taken({ title, taken, onClose }: TakenProps) {
  const w = useWords(words).difficulty
  const ui = useUiWords()
  const lang = useLang()
  const { name, nameEn } = taken.holder
  return (
    <Dialog open title={title} onClose={onClose}>
      <h3>{w.doneTitle}</h3>
      <p>{w.done(taken.number, lang === 'en' && nameEn ? nameEn : name)}</p>
      <p className="ui-muted">{w.receipt}</p>
      <CopyCode code={taken.receiptCode} label={w.receipt} />
      <div className="ui-dialog-ways">
        <Button to={`/matters/${taken.id}`}>{w.see}</Button>
        <Button look="main" onClick={onClose}>
          {ui.close}
        </Button>
      </div>
    </Dialog>
  )
}
