import './systems.css'
import { type FormEvent, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TickPill } from '../../../ui/pills.tsx'
import { listKinds } from '../../matters/contract.ts'
import { PlaceSearch } from '../../matters/desk/public.ts'
import { changeSystem, listSystems, makeSystem, type SystemView } from '../contract.ts'
import { KeyShown } from './key-shown.tsx'
import { words } from './words.ts'

const changes = [listSystems]

/** Lets a system in, or changes what it may do. */
export function SystemDialog({ of, onClose }: { of: SystemView | null; onClose: () => void }) {
  const w = useWords(words)
  const [name, setName] = useState(of?.name ?? '')
  const [kinds, setKinds] = useState<readonly string[]>(of?.kinds ?? [])
  const [place, setPlace] = useState<SystemView['place'] | null>(of?.place ?? null)
  const [perMinute, setPerMinute] = useState(String(of?.perMinute ?? 60))
  const [theirKey, setTheirKey] = useState('')
  const make = useCommand(makeSystem, { changes })
  const change = useCommand(changeSystem, { changes, onDone: onClose })
  const error = make.error ?? change.error
  if (make.data) return <KeyShown systemId={make.data.id} code={make.data.key} onClose={onClose} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!place) return
    const body = { name: name.trim(), kinds: [...kinds], placeId: place.id, perMinute: Number(perMinute) || 60 }
    if (of) change.mutate({ params: { systemId: of.id }, body })
    else make.mutate({ body: { ...body, ...(theirKey.trim() ? { key: theirKey.trim() } : {}) } })
  }
  const missing = name.trim().length < 2 || kinds.length === 0 || !place
  return (
    <Dialog open wide title={of ? w.changeOf(of.name) : w.make} onClose={onClose}>
      <form className="ui-stack" onSubmit={submit}>
        <Field label={w.name} hint={w.nameHint} error={error?.field('name')}>
          {(control) => (
            <input
              className="ui-input"
              {...control}
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Kinds chosen={kinds} onChoose={setKinds} error={error?.field('kinds')} />
        <Field label={w.place} hint={w.placeHint}>
          {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
        </Field>
        <Field label={w.perMinute}>
          {(control) => (
            <input
              className="ui-input"
              {...control}
              type="number"
              min={1}
              max={600}
              value={perMinute}
              onChange={(event) => setPerMinute(event.target.value)}
            />
          )}
        </Field>
        {!of && (
          <Field label={w.theirKey} hint={w.theirKeyHint} error={error?.field('key')}>
            {(control) => (
              <input
                className="ui-input"
                {...control}
                autoComplete="off"
                maxLength={120}
                value={theirKey}
                onChange={(event) => setTheirKey(event.target.value)}
              />
            )}
          </Field>
        )}
        <ErrorNote error={error} />
        <div>
          <Button type="submit" look="main" busy={make.isPending || change.isPending} disabled={missing}>
            {of ? w.save : w.make}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface KindsProps {
  readonly chosen: readonly string[]
  readonly onChoose: (kinds: readonly string[]) => void
  readonly error: string | undefined
}

function Kinds({ chosen, onChoose, error }: KindsProps) {
  const w = useWords(words)
  const say = useSay()
  const { data } = useEndpoint(listKinds)
  return (
    <Field label={w.kinds} error={error} group>
      <div className="insys-kinds">
        {(data?.kinds ?? [])
          .filter(({ subject }) => subject === null)
          .map(({ code, name }) => (
            <TickPill
              key={code}
              checked={chosen.includes(code)}
              onChange={(wanted) => onChoose(wanted ? [...chosen, code] : chosen.filter((one) => one !== code))}
            >
              {say(name)}
            </TickPill>
          ))}
      </div>
    </Field>
  )
}
