import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { TableFoot } from '../../../ui/desk/table-foot.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { DialogButton, WhyButton } from '../../../ui/dialog-buttons.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { type HeardRow, listHeard, listVolunteers, neighbourFigures, stepHeard, type VolunteerId } from '../contract.ts'
import { heardStates, mayStep } from '../heard/heard.ts'
import { heardWords } from './heard-words.ts'
import { VolunteerForm } from './volunteer-form.tsx'

interface ListProps {
  readonly values: { readonly show?: string | undefined; readonly placeId?: string | undefined }
  readonly onChange: (patch: { show: string | undefined }) => void
}

const tones = { waiting: 'active', invited: 'active', joined: 'done', declined: 'stopped' } as const

/** Residents who said at a visit that they would like to help: who waits longest first. */
export function HeardList({ values, onChange }: ListProps) {
  const w = useWords(heardWords)
  const [table, setTable] = useTable()
  const show = heardStates.find((one) => one === values.show)
  const query = {
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    ...(show ? { show } : {}),
    ...{ offset: table.offset, limit: table.limit },
  }
  const { data, error, refetch } = useEndpoint(listHeard, { query }, { live: ['notice'] })
  return (
    <Sheet>
      <div className="ui-stack">
        <p className="ui-muted">{w.lead}</p>
        <fieldset className="nb-ways" aria-label={w.show}>
          <Pills
            value={show ?? 'all'}
            onChange={(next) => onChange({ show: next === 'all' ? undefined : next })}
            options={[
              { value: 'all', label: w.all },
              ...heardStates.map((value) => ({ value, label: w.states[value] })),
            ]}
          />
        </fieldset>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data?.rows.length === 0 && (
          <EmptyState icon="heart" title={w.none}>
            {w.noneText}
          </EmptyState>
        )}
        {data?.rows.map((row) => (
          <Heard key={row.id} of={row} />
        ))}
        {data && data.total > table.limit && <TableFoot total={data.total} state={table} onState={setTable} />}
      </div>
    </Sheet>
  )
}

function Heard({ of }: { of: HeardRow }) {
  const w = useWords(heardWords)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNameOf()
  const place = [of.compound && nameOf(of.compound), nameOf(of.place), of.door].filter(Boolean).join(' ')
  return (
    <div className="nb-card">
      <div className="nb-line">
        <h3>{of.householdId ? <Go to={`/households/${of.householdId}`}>{place}</Go> : place}</h3>
        <StatusWord words={w.states[of.state]} tone={tones[of.state]} />
      </div>
      <p>{of.words ?? <span className="ui-muted">{w.hidden}</span>}</p>
      <p className="ui-muted ui-small">{w.heard(of.by ? say(of.by) : '', format.day(of.heardAt))}</p>
      {of.why && <p className="ui-muted ui-small">{w.why(of.why)}</p>}
      {of.volunteer && <Go to={`/neighbours/volunteers/${of.volunteer.id}`}>{w.became(of.volunteer.name)}</Go>}
      <Steps of={of} />
    </div>
  )
}

const changes = [listHeard, neighbourFigures]

function Steps({ of }: { of: HeardRow }) {
  const w = useWords(heardWords)
  const send = useCommand(stepHeard, { changes })
  const decline = useCommand(stepHeard, { changes })
  const params = { heardId: of.id }
  if (of.state === 'joined') return null
  return (
    <>
      <div className="ui-row">
        {mayStep('invite', of.state) && (
          <Button busy={send.isPending} onClick={() => send.mutate({ params, body: { step: 'invite' } })}>
            {w.invite}
          </Button>
        )}
        <DialogButton label={w.join} icon="person" wide>
          {(done) => <Join of={of} onDone={done} />}
        </DialogButton>
        {mayStep('decline', of.state) && (
          <WhyButton
            label={w.decline}
            why={w.declineWhy}
            busy={decline.isPending}
            error={decline.error}
            onTake={(why, done) => decline.mutate({ params, body: { step: 'decline', why } }, { onSuccess: done })}
          />
        )}
      </div>
      <ErrorNote error={send.error} />
    </>
  )
}

const ways = ['listed', 'anew'] as const

/** Who they became: chosen from the volunteers of the compound, or taken down now. */
function Join({ of, onDone }: { of: HeardRow; onDone: () => void }) {
  const w = useWords(heardWords)
  const nameOf = useNameOf()
  const [way, setWay] = useState<(typeof ways)[number]>('listed')
  const [chosen, setChosen] = useState('')
  const placeId = of.compound?.id ?? of.place.id
  const { data } = useEndpoint(listVolunteers, { query: { placeId, limit: 200 } })
  const send = useCommand(stepHeard, { changes, onDone })
  const join = (volunteerId: VolunteerId) =>
    send.mutate({ params: { heardId: of.id }, body: { step: 'join', volunteerId } })
  return (
    <div className="ui-stack">
      <fieldset className="nb-ways" aria-label={w.joinHow}>
        <Pills value={way} onChange={setWay} options={ways.map((value) => ({ value, label: w.ways[value] }))} />
      </fieldset>
      {way === 'anew' && <VolunteerForm onDone={join} />}
      {way === 'listed' && (
        <>
          <Field label={w.whom}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                value={chosen}
                onChange={(event) => setChosen(event.target.value)}
              >
                <option value="">{w.choose}</option>
                {data?.rows.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name} · {nameOf(one.place)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className="ui-row">
            <Button
              look="main"
              disabled={chosen === ''}
              busy={send.isPending}
              onClick={() => join(chosen as VolunteerId)}
            >
              {w.save}
            </Button>
          </div>
        </>
      )}
      <ErrorNote error={send.error} />
    </div>
  )
}
