import './privacy.css'
import { useState } from 'react'
import type { ApiError } from '../../../kernel/web/api-error.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { saveFile } from '../../../kernel/web/save-file.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { MyConsents } from '../../people/pocket/public.ts'
import { copyMine, type Mine, type MyRequest, mine, withdraw } from '../contract.ts'
import { groundNames, kindNames, outcomeNames } from '../kinds.ts'
import { AskCard } from './ask-card.tsx'
import { HeldCard } from './held-card.tsx'
import { words } from './words.ts'

/** `/my-data`: what is held on me, who saw it, and what I can ask for. */
export default function MyDataPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(mine)
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        <p className="ui-muted">{w.lead}</p>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: Mine }) {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  return (
    <>
      <CopyCard />
      {asking ? (
        <AskCard of={of} onClose={() => setAsking(false)} />
      ) : (
        <BigButton icon="edit" onClick={() => setAsking(true)}>
          {w.ask}
        </BigButton>
      )}
      {of.requests.length > 0 && (
        <Card flush title={w.requests}>
          {of.requests.map((request) => (
            <RequestLine key={request.id} of={request} />
          ))}
        </Card>
      )}
      <MyConsents changes={[mine]} />
      <Reveals of={of.reveals} />
      <Card flush title={w.held}>
        {of.held.map((group) => (
          <HeldCard key={group.code} of={group} />
        ))}
      </Card>
      <p className="ui-muted ui-small">{w.law}</p>
    </>
  )
}

function CopyCard() {
  const w = useWords(words)
  const [refused, setRefused] = useState<ApiError | null>(null)
  const take = async (form: 'xlsx' | 'json') => {
    setRefused(null)
    await saveFile(copyMine, { query: { form } }, `${w.fileName}.${form}`).catch(setRefused)
  }
  return (
    <Card title={w.take}>
      <div className="ui-row">
        <Button icon="download" onClick={() => void take('xlsx')}>
          {w.takeSheet}
        </Button>
        <Button icon="download" onClick={() => void take('json')}>
          {w.takeJson}
        </Button>
      </div>
      <ErrorNote error={refused} />
    </Card>
  )
}

function RequestLine({ of }: { of: MyRequest }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const back = useCommand(withdraw, { changes: [mine] })
  const stands =
    of.state === 'open'
      ? w.waits(format.date(of.dueAt))
      : of.outcome
        ? w.answered(say(outcomeNames[of.outcome]), of.ground ? say(groundNames[of.ground]) : '')
        : w.withdrawn
  return (
    <div className="privacy-kind">
      <strong>
        {say(kindNames[of.kind])} · {of.about ? say(of.about) : w.all}
      </strong>
      <p className="ui-muted ui-small">
        {format.moment(of.askedAt)} · {stands}
      </p>
      <p>{of.words}</p>
      {of.answer && (
        <Remark icon="message" title={w.answer}>
          {of.answer}
        </Remark>
      )}
      <ErrorNote error={back.error} />
      {of.state === 'open' && (
        <Button
          look="quiet"
          busy={back.isPending}
          onClick={() => back.mutate({ params: { requestId: of.id }, body: {} })}
        >
          {w.withdraw}
        </Button>
      )}
    </div>
  )
}

function Reveals({ of }: { of: Mine['reveals'] }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  return (
    <Card flush={of.length > 0} title={w.reveals}>
      {of.length === 0 && <p className="ui-muted">{w.nobody}</p>}
      {of.map(({ at, what, post, reason }) => (
        <ListRow
          key={`${at}${what.en}`}
          icon="eye"
          title={`${post ? nameOf(post) : w.somebody} · ${format.moment(at)}`}
          note={w.seen(say(what), reason ?? '')}
        />
      ))}
    </Card>
  )
}
