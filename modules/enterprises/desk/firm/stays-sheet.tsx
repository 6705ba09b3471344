import { useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import type { FirmStay, FirmView } from '../../contract.ts'
import { useNames, useShow } from '../parts/show.ts'
import { LeaseDialog } from '../plan/lease-dialog.tsx'
import { words as planWords } from '../plan/words.ts'
import { words as shared } from '../words.ts'
import { words } from './words.ts'

/** Where the firm is, was, and will be; a suite leads to its building on the day it was there. */
export function StaysSheet({ firm }: { firm: FirmView }) {
  const w = useWords(words)
  const [renewing, setRenewing] = useState<FirmStay | null>(null)
  return (
    <Sheet title={w.stays}>
      {firm.stays.length === 0 && <p className="ui-muted">{w.noStays}</p>}
      <ul className="firm-stays">
        {firm.stays.map((stay) => (
          <Stay key={stay.tenancyId} stay={stay} mayWrite={firm.mayWrite} onRenew={() => setRenewing(stay)} />
        ))}
      </ul>
      {renewing && (
        <LeaseDialog suite={{ number: renewing.suite.number, stay: renewing }} onClose={() => setRenewing(null)} />
      )}
    </Sheet>
  )
}

function Stay({ stay, mayWrite, onRenew }: { stay: FirmStay; mayWrite: boolean; onRenew: () => void }) {
  const w = useWords(words)
  const p = useWords(planWords)
  const s = useWords(shared)
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  const nameOf = useNameOf()
  const over = stay.toOn !== null
  const at = over ? `&on=${stay.fromOn}` : ''
  return (
    <li className={over ? 'firm-past' : ''}>
      <span>
        <Go to={`/buildings/${stay.building.placeId}?suite=${stay.suite.id}${at}`}>
          {nameOf(stay.building)} {stay.suite.number}
        </Go>
        <span className="firm-second">
          {show.area(stay.suite.areaCm2)} · {names.basis[stay.basis]}
          {stay.rentFenMonth !== null && ` · ${s.rent} ${show.yuan(stay.rentFenMonth)}`}
        </span>
      </span>
      <span>
        {format.date(stay.fromOn)} – {stay.toOn ? format.date(stay.toOn) : w.now}
        <span className="firm-second">
          {over
            ? stay.leftReason && names.leftReason[stay.leftReason]
            : stay.leaseUntil
              ? s.leasedUntil(format.date(stay.leaseUntil))
              : s.noLease}
        </span>
      </span>
      {mayWrite && !over && (
        <Button look="quiet" icon="refresh" onClick={onRenew}>
          {p.renew}
        </Button>
      )}
    </li>
  )
}
