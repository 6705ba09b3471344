import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { addBrowser, dropBrowsers, getPreferences, type PreferenceView } from '../contract.ts'
import type { Agreement } from './consent-part.tsx'
import { words } from './words.ts'

const changes = [getPreferences]

/** Asks the browser for permission and for the address at which it is woken; null where it gives none. */
async function subscribe(publicKey: string) {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return null
  const registration = await navigator.serviceWorker.getRegistration('/')
  const key = Uint8Array.from(atob(publicKey.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
  const given = await registration?.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: key })
    .catch(() => null)
  const told: PushSubscriptionJSON = given?.toJSON() ?? {}
  const { endpoint, keys } = told
  return endpoint && keys?.['p256dh'] && keys['auth'] ? { endpoint, p256dh: keys['p256dh'], auth: keys['auth'] } : null
}

interface PushSectionProps {
  readonly of: PreferenceView
  readonly publicKey: string
  readonly agreement: Agreement
}

/** On the phone: this browser may be woken, or none any more. */
export function PushSection({ of, publicKey, agreement }: PushSectionProps) {
  const w = useWords(words)
  const [cannot, setCannot] = useState(false)
  const add = useCommand(addBrowser, { changes })
  const drop = useCommand(dropBrowsers, { changes })
  const allow = async () => {
    const given = await subscribe(publicKey)
    setCannot(given === null)
    if (given) add.mutate({ body: { ...given, ...agreement.said } }, { onError: agreement.onRefused })
  }
  return (
    <div className="ui-stack">
      <p>{of.browsers > 0 ? w.pushCount(of.browsers) : w.pushNone}</p>
      <ErrorNote error={add.error ?? drop.error} {...(cannot ? { what: w.pushCannot } : {})} />
      <div className="ui-row">
        <Button busy={add.isPending} disabled={!agreement.ready} onClick={() => void allow()}>
          {w.pushAllow}
        </Button>
        {of.browsers > 0 && (
          <Button look="quiet" busy={drop.isPending} onClick={() => drop.mutate({})}>
            {w.pushDrop}
          </Button>
        )}
      </div>
    </div>
  )
}
