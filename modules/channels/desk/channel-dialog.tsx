import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TickPill } from '../../../ui/pills.tsx'
import { type ChannelView, changeChannel, listChannels, makeChannel } from '../contract.ts'
import { type ChannelKind, channelKinds, isPersonKind, publishedEvents, publishedTypes } from '../kinds.ts'
import { type Draft, draftOf, secretsIn, settingsIn } from './draft.ts'
import { KindFields } from './kind-fields.tsx'
import { words } from './words.ts'

const changes = [listChannels]

/** Makes a channel, or changes one; what was kept secret is not shown and stays where nothing is typed. */
export function ChannelDialog({ of, onClose }: { of: ChannelView | null; onClose: () => void }) {
  const w = useWords(words)
  const [kind, setKind] = useState<ChannelKind>(of?.kind ?? 'mail')
  const [name, setName] = useState(of?.name ?? '')
  const [on, setOn] = useState(of?.on ?? true)
  const [events, setEvents] = useState(of?.events ?? [])
  const [draft, setDraft] = useState<Draft>(draftOf(of))
  const [key, setKey] = useState<string | null>(null)
  const make = useCommand(makeChannel, { changes, onDone: (made) => (made.key ? setKey(made.key) : onClose()) })
  const change = useCommand(changeChannel, { changes, onDone: onClose })
  const error = make.error ?? change.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { name: name.trim(), settings: settingsIn(kind, draft), secrets: secretsIn(draft), events, on }
    if (of) change.mutate({ params: { channelId: of.id }, body })
    else make.mutate({ body: { kind, ...body } })
  }
  if (key !== null) return <KeyShown code={key} onClose={onClose} />
  return (
    <Dialog open wide title={of ? w.changeOf(of.name) : w.make} onClose={onClose}>
      <form className="ui-stack" onSubmit={submit}>
        {!of && (
          <Field label={w.kind}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                value={kind}
                onChange={(event) => setKind(event.target.value as ChannelKind)}
              >
                {channelKinds.map((one) => (
                  <option key={one} value={one}>
                    {w.kinds[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Field label={w.name} hint={w.nameHint}>
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
        <KindFields kind={kind} draft={draft} onDraft={setDraft} error={error} kept={of !== null} />
        {!isPersonKind(kind) && <Events chosen={events} onChoose={setEvents} error={error?.field('events')} />}
        <div>
          <TickPill checked={on} onChange={setOn}>
            {w.on}
          </TickPill>
        </div>
        <ErrorNote error={error} />
        <div>
          <Button type="submit" look="main" busy={make.isPending || change.isPending} disabled={name.trim().length < 2}>
            {of ? w.save : w.make}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface EventsProps {
  readonly chosen: ChannelView['events']
  readonly onChoose: (events: ChannelView['events']) => void
  readonly error: string | undefined
}

function Events({ chosen, onChoose, error }: EventsProps) {
  const w = useWords(words)
  const say = useSay()
  return (
    <Field label={w.events} error={error} group>
      <div className="chan-events">
        {publishedTypes.map((type) => (
          <TickPill
            key={type}
            checked={chosen.includes(type)}
            onChange={(wanted) => onChoose(wanted ? [...chosen, type] : chosen.filter((one) => one !== type))}
          >
            {say(publishedEvents[type])}
          </TickPill>
        ))}
      </div>
    </Field>
  )
}

function KeyShown({ code, onClose }: { code: string; onClose: () => void }) {
  const w = useWords(words)
  return (
    <Dialog open title={w.key} onClose={onClose}>
      <div className="ui-stack">
        <p>
          <strong>{w.once}</strong>
        </p>
        <CopyCode code={code} label={w.key} />
        <div>
          <Button look="main" onClick={onClose}>
            {w.close}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
