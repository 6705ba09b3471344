import { useState } from 'react'
import { type Id, newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import type { PhotoDraft } from '../../../ui/photo-input.tsx'
import { idsOf } from '../../matters/pocket/public.ts'
import { giveIdea, type PublicCall, typeInForm } from '../contract.ts'
import { fenOf } from '../web/show.ts'
import type { Spot } from '../web/spot-map.tsx'
import { changes } from './parts.tsx'

export interface Given {
  readonly id: Id<'idea'>
  readonly receiptCode: string
  readonly state: string
}

/** What is being typed. */
export interface Draft {
  readonly id: Id<'idea'>
  readonly title: string
  readonly body: string
  readonly place: { readonly id: PlaceId; readonly name: string; readonly nameEn: string } | null
  readonly spot: Spot | null
  readonly yuan: string
  readonly name: string
  readonly phone: string
  readonly anonymous: boolean
  readonly formNumber: string
  readonly consent: boolean
  /** The version printed on the form. */
  readonly consentVersion: string
}

const fresh = (): Draft => ({
  ...{ id: newId<'idea'>(), title: '', body: '', place: null, spot: null, yuan: '', name: '', phone: '' },
  ...{ anonymous: false, formNumber: '', consent: false, consentVersion: '' },
})

/** An idea that is being typed, and how it is sent: as one's own, or as the paper form of somebody else. */
export function useGiving(call: PublicCall, paper: boolean, onGiven: (given: Given) => void) {
  const [draft, setDraft] = useState(fresh)
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const give = useCommand(giveIdea, { changes, onDone: onGiven })
  const typeIn = useCommand(typeInForm, { changes, onDone: onGiven })
  const send = () => {
    const { title, body, place, spot, anonymous, name, phone } = draft
    const costFen = fenOf(draft.yuan)
    const fileIds = idsOf(photos)
    const said = {
      ...{ id: draft.id, title: title.trim(), body: body.trim(), anonymous },
      ...(place ? { placeId: place.id } : {}),
      ...(spot ? { point: spot } : {}),
      ...(typeof costFen === 'number' ? { costFen } : {}),
      ...(fileIds.length > 0 ? { fileIds } : {}),
    }
    const params = { code: call.code }
    if (paper) {
      const formNumber = Number(draft.formNumber)
      const agreed = { consent: true as const, consentVersion: Number(draft.consentVersion) }
      const whose = { name: name.trim(), ...(phone.trim() ? { phone: phone.trim() } : {}) }
      typeIn.mutate({ params, body: { ...said, ...whose, formNumber, ...agreed } })
      return
    }
    const contact = { ...(name.trim() ? { name: name.trim() } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}) }
    give.mutate({ params, body: { ...said, ...(Object.keys(contact).length > 0 ? { contact } : {}) } })
  }
  return {
    draft,
    change: (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })),
    photos,
    setPhotos,
    send,
    sending: give.isPending || typeIn.isPending,
    error: paper ? typeIn.error : give.error,
  }
}
