import './copy-code.css'
import { useState } from 'react'
import { Button } from './button.tsx'
import { useUiWords } from './words.ts'

/** Characters from which on it is an address or a key rather than something to read out. */
const longCode = 24

/** A code that people read out or paste: spaced, selectable, copied by one press. */
export function CopyCode({ code, label }: { code: string; label?: string }) {
  const words = useUiWords()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    // Without permission (plain http, old browsers) the code is still selectable by hand.
    const ok = await navigator.clipboard?.writeText(code).then(
      () => true,
      () => false,
    )
    setCopied(ok === true)
  }
  return (
    <span className={code.length > longCode ? 'ui-copy ui-copy-long' : 'ui-copy'}>
      <output aria-label={label}>{code}</output>
      <Button look="quiet" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? words.copied : words.copy}</span>
      </Button>
    </span>
  )
}
