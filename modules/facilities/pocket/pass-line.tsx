import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { cancelPass, myPasses, type PassView } from '../passes/contract.ts'
import { passAddress } from '../web/show.ts'
import { facilityBook } from '../web/words.ts'
import { words } from './words.ts'

const tones = { live: 'active', used: 'done', expired: 'plain', cancelled: 'stopped' } as const

/** One pass: its digits, how to share it, when it was used. */
export function PassLine({ of }: { of: PassView }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const format = useFormat()
  const cancel = useCommand(cancelPass, { changes: [myPasses], onDone: () => toast(w.cancelled, 'check') })
  const live = of.state === 'live'
  return (
    <div className="fp-pass">
      <div className="fp-pass-head">
        <strong>{of.label ?? b.passKind[of.kind]}</strong>
        <StatusWord words={b.passState[of.state]} tone={tones[of.state]} />
      </div>
      <span className="ui-muted">
        {[of.label && b.passKind[of.kind], of.gates.map(({ name }) => name).join(' ')].filter(Boolean).join(' · ')}
      </span>
      <span className="ui-muted">{w.until(format.moment(of.untilAt))}</span>
      {live && (
        <>
          <span className="fp-digits">{inTwo(of.digits)}</span>
          <div className="ui-row">
            <Button
              icon="send"
              onClick={() => void share(of.token, w.visitor).then((copied) => copied && toast(w.shared, 'check'))}
            >
              {w.share}
            </Button>
            <Button icon="qr" to={`/p/${of.token}`}>
              {w.show}
            </Button>
            <Button
              look="quiet"
              busy={cancel.isPending}
              onClick={() => cancel.mutate({ params: { passId: of.id }, body: {} })}
            >
              {w.cancel}
            </Button>
          </div>
          <ErrorNote error={cancel.error} />
        </>
      )}
      {of.uses.length > 0 && (
        <details>
          <summary>{w.uses}</summary>
          {of.uses.map(({ at, gate, allowed, reason }) => (
            <p key={`${at} ${gate}`} className="ui-muted ui-small">
              {format.moment(at)} · {gate} · {allowed || !reason ? w.allowed : b.refusal[reason]}
            </p>
          ))}
        </details>
      )}
    </div>
  )
}

/** Eight digits are read in two fours. */
export const inTwo = (digits: string): string => `${digits.slice(0, 4)} ${digits.slice(4)}`

/** By what the phone shares with, else to the clipboard. @returns whether it was copied */
async function share(token: string, title: string): Promise<boolean> {
  const url = passAddress(token)
  try {
    if (navigator.share) {
      await navigator.share({ title, url })
      return false
    }
    await navigator.clipboard.writeText(url)
    return true
  } catch {
    // Whoever closes the phone's own dialog has changed their mind.
    return false
  }
}
