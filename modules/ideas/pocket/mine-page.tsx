import './ideas.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useMe, useNames } from '../../matters/pocket/public.ts'
import { myIdeas, type OpenCall } from '../contract.ts'
import { IdeaList } from './parts.tsx'
import { words } from './words.ts'

/** `/ideas`: the calls that ask me, what I gave, what I endorse; and a receipt code to look up. */
export default function MyIdeasPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const me = useMe()
  const { data, error, refetch } = useEndpoint(myIdeas, {}, { enabled: me !== null, live: ['notice'] })
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {me !== null && !data && !error && <p className="ui-muted">{ui.loading}</p>}
        {me !== null && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Calls rows={data.calls} />}
        {data && data.mine.length > 0 && <IdeaList title={w.mine} rows={data.mine} />}
        {data && data.followed.length > 0 && <IdeaList title={w.followed} rows={data.followed} />}
        {data?.mine.length === 0 && data.followed.length === 0 && (
          <EmptyState icon="message" title={w.noneMine}>
            {w.noneMineText}
          </EmptyState>
        )}
        <LookUp />
      </Screen>
    </>
  )
}

function Calls({ rows }: { rows: readonly OpenCall[] }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNames()
  if (rows.length === 0) return null
  return (
    <Card flush title={w.calls}>
      {rows.map((row) => (
        <ListRow
          key={row.id}
          to={`/i/${row.code}`}
          title={row.title}
          note={[
            nameOf(row.place),
            w.days(format.shortDay(row.fromOn), format.shortDay(row.untilOn)),
            w.counts(row.figures.ideas, row.figures.endorsements),
          ].join(' · ')}
        />
      ))}
    </Card>
  )
}

const plain = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

function LookUp() {
  const w = useWords(words)
  const { go } = useNavigation()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const code = plain(typed)
  return (
    <Card title={w.lookUp}>
      <form
        className="ui-stack"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (code.length === 10) go(`/i/r/${code.slice(0, 5)}-${code.slice(5)}`)
        }}
      >
        <Field label={w.receiptCode} error={tried && code.length !== 10 ? w.codeShort : undefined}>
          {(control) => (
            <TextInput control={control} value={typed} onChange={setTyped} maxLength={24} autoComplete="off" />
          )}
        </Field>
        <BigButton type="submit" icon="search">
          {w.lookUpGo}
        </BigButton>
      </form>
    </Card>
  )
}
