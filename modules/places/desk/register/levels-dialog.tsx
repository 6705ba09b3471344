import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { addLevel, type LevelView, nameLevel, removeLevel } from '../../contract.ts'
import { changed } from './place-dialogs.tsx'
import { words } from './words.ts'

export interface LevelsDialogProps {
  readonly levels: readonly LevelView[]
  readonly onClose: () => void
}

/** The tenant's levels: what they are called, one more, one less. */
export function LevelsDialog({ levels, onClose }: LevelsDialogProps) {
  const w = useWords(words)
  const remove = useCommand(removeLevel, { changes: changed, onDone: () => toast(w.levelGone) })
  return (
    <Dialog open wide title={w.levelsTitle} onClose={onClose}>
      <p className="ui-muted">{w.levelsText}</p>
      <ErrorNote error={remove.error} />
      <ol className="places-levels">
        {levels.map((level) => (
          <Level
            key={level.code}
            level={level}
            busy={remove.isPending}
            onRemove={() => remove.mutate({ params: { code: level.code } })}
          />
        ))}
      </ol>
      <NewLevel levels={levels} />
    </Dialog>
  )
}

function Level({ level, busy, onRemove }: { level: LevelView; busy: boolean; onRemove: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const [zh, setZh] = useState(level.zh)
  const [en, setEn] = useState(level.en)
  const save = useCommand(nameLevel, { changes: changed, onDone: () => toast(w.levelSaved) })
  const same = zh.trim() === level.zh && en.trim() === level.en
  return (
    <li>
      <Field label={`${w.zh} · ${w.kinds[level.kind]}`}>
        {(control) => <TextInput control={control} value={zh} onChange={setZh} maxLength={60} />}
      </Field>
      <Field label={w.en}>
        {(control) => <TextInput control={control} value={en} onChange={setEn} maxLength={60} />}
      </Field>
      <Button
        label={w.rename(say(level))}
        busy={save.isPending}
        disabled={same || zh.trim() === '' || en.trim() === ''}
        onClick={() => save.mutate({ params: { code: level.code }, body: { zh: zh.trim(), en: en.trim() } })}
      >
        {w.save}
      </Button>
      <Button look="quiet" icon="cross" label={w.remove(say(level))} busy={busy} onClick={onRemove} />
      <ErrorNote error={save.error} />
    </li>
  )
}

const kinds = ['area', 'compound', 'building', 'inside'] as const

function NewLevel({ levels }: { levels: readonly LevelView[] }) {
  const w = useWords(words)
  const say = useSay()
  const [below, setBelow] = useState('')
  const [kind, setKind] = useState<string>('area')
  const [zh, setZh] = useState('')
  const [en, setEn] = useState('')
  const add = useCommand(addLevel, {
    changes: changed,
    onDone: () => {
      toast(w.levelAdded)
      setZh('')
      setEn('')
    },
  })
  return (
    <div className="ui-stack">
      <h3>{w.newLevel}</h3>
      <div className="places-pair">
        <Field label={w.below}>
          {(control) => (
            <Select
              control={control}
              value={below}
              onChange={setBelow}
              placeholder={w.onTop}
              options={levels.map((level) => ({ value: level.code, label: say(level) }))}
            />
          )}
        </Field>
        <Field label={w.kind}>
          {(control) => (
            <Select
              control={control}
              value={kind}
              onChange={setKind}
              options={kinds.map((value) => ({ value, label: w.kinds[value] }))}
            />
          )}
        </Field>
        <Field label={w.zh}>
          {(control) => <TextInput control={control} value={zh} onChange={setZh} maxLength={60} />}
        </Field>
        <Field label={w.en}>
          {(control) => <TextInput control={control} value={en} onChange={setEn} maxLength={60} />}
        </Field>
      </div>
      <ErrorNote error={add.error} />
      <div>
        <Button
          look="main"
          icon="plus"
          busy={add.isPending}
          disabled={zh.trim() === '' || en.trim() === '' || kind === ''}
          onClick={() =>
            add.mutate({
              body: { below: below || null, kind: kind as (typeof kinds)[number], zh: zh.trim(), en: en.trim() },
            })
          }
        >
          {w.addLevel}
        </Button>
      </div>
    </div>
  )
}
