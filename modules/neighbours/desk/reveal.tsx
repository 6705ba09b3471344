import { useState } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { WhyButton } from '../../../ui/dialog-buttons.tsx'
import { words } from './words.ts'

interface RevealProps {
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly onAsk: (reason: string, shown: (who: { name: string; phone: string | null }) => void) => void
}

/** Name and phone in full, for a reason that stays in the ledger. */
export function Reveal({ busy, error, onAsk }: RevealProps) {
  const w = useWords(words)
  const [who, setWho] = useState<{ name: string; phone: string | null } | null>(null)
  if (who)
    return (
      <p role="status">
        <strong>{w.revealed(who.name, who.phone)}</strong>
      </p>
    )
  return (
    <WhyButton
      label={w.reveal}
      why={w.revealWhy}
      busy={busy}
      error={error}
      onTake={(reason, done) =>
        onAsk(reason, (shown) => {
          setWho(shown)
          done()
        })
      }
    />
  )
}
