import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyCode } from '../../../../ui/copy-code.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { endDevice, type FacilityView, type GateView, registerDevice } from '../../contract.ts'
import { faultName } from '../../door/fault-names.ts'
import { facilityBook } from '../../web/words.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

interface GateProps {
  readonly of: FacilityView
  readonly gate: GateView
}

/** How a gate stands, the device that speaks for it, and what it told. */
export function GateSheets({ of, gate }: GateProps) {
  const w = useWords(words).gate
  const b = useWords(facilityBook)
  const format = useFormat()
  return (
    <>
      <Sheet title={w.title}>
        <div className="ui-stack">
          <Facts
            rows={[
              {
                label: w.state,
                value: [b.gate[gate.state], gate.barrierAt && format.moment(gate.barrierAt)]
                  .filter(Boolean)
                  .join(' · '),
              },
              { label: w.heard, value: gate.lastHeardAt ? format.moment(gate.lastHeardAt) : '—' },
              { label: w.silentAfter, value: w.minutes(gate.silentMinutes) },
              { label: w.device, value: <span className="fac-secret">{gate.deviceId ?? w.noDevice}</span> },
              { label: w.passes, value: w.counts(gate.passesAllowed, gate.passesRefused) },
            ]}
          />
          <p className="ui-muted ui-small">{w.noNames}</p>
          {of.mayRegister && <DeviceButtons of={of} gate={gate} />}
        </div>
      </Sheet>
      <Movements events={gate.events} />
    </>
  )
}

function Movements({ events }: { events: GateView['events'] }) {
  const w = useWords(words).gate
  const say = useSay()
  const format = useFormat()
  const shown = events.slice(0, 12)
  return (
    <Sheet title={w.events}>
      {shown.length === 0 && <p className="ui-muted">{w.noEvents}</p>}
      {shown.map(({ at, type, way, code, words: said }) => (
        <div key={`${at} ${type} ${code}`} className="fac-line">
          <span>
            {w.type[type]}
            {way && ` · ${w.way[way]}`}
            {code && ` · ${say(faultName(code))}`}
            {said && ` · ${said}`}
          </span>
          <span className="ui-muted">{format.moment(at)}</span>
        </div>
      ))}
    </Sheet>
  )
}

/** Connects a device, gives it a new secret, or ends it. */
function DeviceButtons({ of, gate }: GateProps) {
  const w = useWords(words).gate
  const [asking, setAsking] = useState<'renew' | 'end' | null>(null)
  const [given, setGiven] = useState<ResponseOf<typeof registerDevice> | null>(null)
  const args = { params: { facilityId: of.id }, body: {} }
  const register = useCommand(registerDevice, {
    changes,
    onDone: (answer) => {
      setAsking(null)
      setGiven(answer)
    },
  })
  const end = useCommand(endDevice, { changes, onDone: () => setAsking(null) })
  return (
    <>
      <ErrorNote error={register.error} />
      <div className="ui-row">
        {gate.deviceId ? (
          <>
            <Button icon="key" onClick={() => setAsking('renew')}>
              {w.renew}
            </Button>
            <Button look="quiet" onClick={() => setAsking('end')}>
              {w.end}
            </Button>
          </>
        ) : (
          <Button icon="link" busy={register.isPending} onClick={() => register.mutate(args)}>
            {w.register}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asking !== null}
        title={asking === 'end' ? w.end : w.renew}
        confirm={asking === 'end' ? w.end : w.renew}
        final
        busy={register.isPending || end.isPending}
        error={register.error ?? end.error}
        onClose={() => setAsking(null)}
        onConfirm={() => (asking === 'end' ? end.mutate(args) : register.mutate(args))}
      >
        <p>{asking === 'end' ? w.endText : w.renewText}</p>
      </ConfirmDialog>
      {given && <SecretDialog given={given} onClose={() => setGiven(null)} />}
    </>
  )
}

function SecretDialog({ given, onClose }: { given: ResponseOf<typeof registerDevice>; onClose: () => void }) {
  const w = useWords(words).gate
  return (
    <Dialog open title={w.register} onClose={onClose}>
      <div className="ui-stack">
        <p>
          <strong>{w.once}</strong>
        </p>
        <p className="ui-muted">{w.device}</p>
        <CopyCode code={given.deviceId} label={w.device} />
        <p className="ui-muted">{w.secret}</p>
        <CopyCode code={given.secret} label={w.secret} />
        <div>
          <Button look="main" onClick={onClose}>
            {w.close}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
