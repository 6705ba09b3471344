import { useState } from 'react'
import type { Words } from '../../../../kernel/contract/words.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { addKind, listRuleSets } from '../../rules/contract.ts'
import { Line } from '../parts/inputs.tsx'
import { formWords } from './form-words.ts'
import { SaveForm } from './save-form.tsx'

interface NewKindProps {
  readonly kinds: readonly { readonly code: string; readonly name: Words }[]
}

const blank: Words = { zh: '', en: '' }

/** A kind that begins with the rules of another one. */
export function NewKind({ kinds }: NewKindProps) {
  const f = useWords(formWords)
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState(blank)
  const [description, setDescription] = useState(blank)
  const [from, setFrom] = useState(kinds[0]?.code ?? '')
  const [asked, setAsked] = useState(false)
  const nameless = name.zh.trim() === '' || name.en.trim() === ''
  const make = useCommand(addKind, {
    changes: [listRuleSets],
    onDone: () => {
      toast(f.made(say(name)))
      setOpen(false)
      setName(blank)
      setDescription(blank)
      setAsked(false)
    },
  })
  if (!open)
    return (
      <div className="ru-new">
        <Button icon="plus" onClick={() => setOpen(true)}>
          {f.newKind}
        </Button>
      </div>
    )
  return (
    <section className="ru-panel" aria-label={f.newKind}>
      <p className="ui-muted">{f.newLead}</p>
      <div className="ru-draft">
        {(['zh', 'en'] as const).map((lang) => (
          <Field
            key={lang}
            label={f.newName[lang]}
            required
            error={asked && name[lang].trim() === '' ? f.nameMissing : undefined}
          >
            {(control) => (
              <Line
                control={control}
                value={name[lang]}
                maxLength={lang === 'zh' ? 30 : 60}
                onChange={(text) => setName({ ...name, [lang]: text })}
              />
            )}
          </Field>
        ))}
        {(['zh', 'en'] as const).map((lang) => (
          <Field key={lang} label={f.newDescription[lang]} optional>
            {(control) => (
              <Line
                control={control}
                value={description[lang]}
                maxLength={300}
                onChange={(text) => setDescription({ ...description, [lang]: text })}
              />
            )}
          </Field>
        ))}
        <Field label={f.from}>
          {(control) => (
            <select className="ui-input" {...control} value={from} onChange={(event) => setFrom(event.target.value)}>
              {kinds.map((kind) => (
                <option key={kind.code} value={kind.code}>
                  {say(kind.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <SaveForm
        dated={false}
        saving={make.isPending}
        button={f.make}
        onSave={({ source }) => {
          setAsked(true)
          if (!nameless) make.mutate({ body: { name, description, from, source } })
        }}
        beside={
          <Button look="quiet" onClick={() => setOpen(false)}>
            {f.cancel}
          </Button>
        }
      />
      <ErrorNote error={make.error} />
    </section>
  )
}
