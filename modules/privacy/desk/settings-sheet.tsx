import './privacy.css'
import { useState } from 'react'
import type { PostId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Line, PostSearch, useNameOf } from '../../matters/desk/public.ts'
import { getSettings, listRequests, type SettingsView, saveSettings } from '../contract.ts'
import { words } from './words.ts'

/** Who answers and how fast. */
export function SettingsSheet() {
  const { data, error, refetch } = useEndpoint(getSettings)
  return (
    <>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Form key={data.savedAt} of={data} />}
    </>
  )
}

function Form({ of }: { of: SettingsView }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  const [holder, setHolder] = useState<{ id: PostId; name: string; nameEn: string }>(of.holder)
  const [days, setDays] = useState(String(of.answerWorkdays))
  const save = useCommand(saveSettings, { changes: [getSettings, listRequests] })
  const take = () => save.mutate({ body: { holderPostId: holder.id, answerWorkdays: Number(days) } })
  return (
    <Sheet title={w.settings}>
      <div className="ui-stack privacy-settings">
        <p className="ui-muted">
          {w.settingsLead} {of.savedAt ? w.saved(format.moment(of.savedAt)) : w.asDefault}
        </p>
        <Field label={w.holder} group error={save.error?.field('holderPostId')}>
          <p>{nameOf(holder)}</p>
          <PostSearch label={w.change} onPick={setHolder} />
        </Field>
        <Field label={w.answerWorkdays} error={save.error?.field('answerWorkdays')}>
          {(control) => (
            <Line control={control} value={days} onChange={(text) => setDays(text.replace(/\D/g, ''))} maxLength={2} />
          )}
        </Field>
        <ErrorNote error={save.error} />
        <div className="ui-row">
          <Button look="main" busy={save.isPending} onClick={take}>
            {w.save}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
