import { useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../../ui/pocket/parts.tsx'
import { words } from './words.ts'

/** Ten letters and digits, however they were typed. */
const plain = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

/** Where the receipt code is typed in; also on the home page. */
export function CodeForm({ first = '', wrong = false, title }: { first?: string; wrong?: boolean; title?: string }) {
  const w = useWords(words)
  const navigation = useNavigation()
  const [typed, setTyped] = useState(first)
  const [tried, setTried] = useState(false)
  const code = plain(typed)
  const error = tried && code.length !== 10 ? w.codeShort : wrong && typed === first ? w.codeWrong : undefined
  return (
    <Card {...(title ? { title } : {})}>
      <form
        className="ui-stack"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (code.length === 10) navigation.go(`/t/${code.slice(0, 5)}-${code.slice(5)}`)
        }}
      >
        <Field label={w.codeLabel} hint={w.codeHint} error={error}>
          {(control) => (
            <TextInput control={control} value={typed} onChange={setTyped} maxLength={24} autoComplete="off" />
          )}
        </Field>
        <BigButton type="submit" icon="search" look={title ? 'plain' : 'main'}>
          {w.codeGo}
        </BigButton>
      </form>
    </Card>
  )
}
