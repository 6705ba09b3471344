import { useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ThingLine } from '../../../ui/desk/thing-line.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { listTokens, revokeToken, type TokenView } from '../tokens/contract.ts'
import { words } from '../tokens/words.ts'
import { TokenDialog } from './token-dialog.tsx'

/** `/tokens`: by which scripts read what a post sees. */
export default function TokensPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(listTokens)
  const [making, setMaking] = useState(false)
  const make = (
    <Button look="main" icon="plus" disabled={data?.posts.length === 0} onClick={() => setMaking(true)}>
      {w.make}
    </Button>
  )
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} actions={data && data.tokens.length > 0 && make} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.tokens.length === 0 && (
        <EmptyState icon="key" title={w.none} action={make}>
          {data.posts.length === 0 ? w.noPost : w.noneText}
        </EmptyState>
      )}
      {data && data.tokens.length > 0 && (
        <Sheet>
          {data.tokens.map((token) => (
            <TokenLine key={token.id} of={token} />
          ))}
        </Sheet>
      )}
      {making && data && <TokenDialog posts={data.posts} onClose={() => setMaking(false)} />}
    </Page>
  )
}

function TokenLine({ of }: { of: TokenView }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const [ending, setEnding] = useState(false)
  const revoke = useCommand(revokeToken, { changes: [listTokens], onDone: () => setEnding(false) })
  const facts = [
    say(of.post),
    listed(
      lang,
      of.scopes.map((scope) => w.scope[scope]),
    ),
    w.until(format.day(of.expiresAt)),
    of.lastUsedAt ? w.used(of.used, format.moment(of.lastUsedAt), of.lastNet ?? '') : w.neverUsed,
    w.madeBy(of.madeBy, format.day(of.madeAt)),
  ]
  return (
    <>
      <ThingLine
        name={of.name}
        mark={<StatusWord words={of.over ? w.over[of.over] : w.good} tone={of.over ? 'stopped' : 'active'} />}
        facts={facts}
        actions={
          of.over !== 'revoked' && (
            <Button look="quiet" label={w.revokeOf(of.name)} onClick={() => setEnding(true)}>
              {w.revoke}
            </Button>
          )
        }
        over={of.over !== null}
      >
        {of.uses.length > 0 && (
          <div className="ui-muted">
            {w.uses(of.uses.map(({ endpoint, uses }) => `${endpoint} ${uses}`).join(' · '))}
          </div>
        )}
      </ThingLine>
      <ConfirmDialog
        open={ending}
        title={w.revokeOf(of.name)}
        confirm={w.revoke}
        final
        busy={revoke.isPending}
        error={revoke.error}
        onClose={() => setEnding(false)}
        onConfirm={() => revoke.mutate({ params: { tokenId: of.id } })}
      >
        <p>{w.revokeText}</p>
      </ConfirmDialog>
    </>
  )
}
