import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { BigButton } from '../../../ui/pocket/parts.tsx'
import { beginOidc, oidcProvider } from '../oidc-contract.ts'
import { keepNext } from './oidc-next.ts'
import { useNext } from './use-sign-in.ts'
import { words } from './words.ts'

/** The way by the office's own provider; nothing where none is set up. */
export function ProviderWay() {
  const w = useWords(words)
  const say = useSay()
  const next = useNext()
  const { data } = useEndpoint(oidcProvider, {}, { staleTime: 60_000 })
  const begin = useCommand(beginOidc, {
    onDone: ({ url }) => {
      keepNext(next)
      location.assign(url)
    },
  })
  if (!data?.provider) return null
  return (
    <div className="people-form people-provider">
      <p className="ui-small ui-muted">{w.orByProvider}</p>
      <BigButton look="plain" busy={begin.isPending} onClick={() => begin.mutate({ body: {} })}>
        {w.byProvider(say(data.provider))}
      </BigButton>
      <ErrorNote error={begin.error} />
    </div>
  )
}
