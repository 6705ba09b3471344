import './tokens.css'
import { type FormEvent, useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { type TokenScope, tokenScopes } from '../../../kernel/contract/token-scope.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { Pills, TickPill } from '../../../ui/pills.tsx'
import { listTokens, makeToken } from '../tokens/contract.ts'
import { words } from '../tokens/words.ts'

const changes = [listTokens]
const spans = ['30', '90', '365'] as const

interface Props {
  readonly posts: ResponseOf<typeof listTokens>['posts']
  readonly onClose: () => void
}

/** Makes a token and shows it once. */
export function TokenDialog({ posts, onClose }: Props) {
  const w = useWords(words)
  const say = useSay()
  const [name, setName] = useState('')
  const [postId, setPostId] = useState(posts[0]?.id)
  const [scopes, setScopes] = useState<readonly TokenScope[]>([])
  const [days, setDays] = useState<(typeof spans)[number]>('90')
  const make = useCommand(makeToken, { changes })
  if (make.data) return <TokenShown code={make.data.token} ofScreen={scopes.includes('wall')} onClose={onClose} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (postId) make.mutate({ body: { name: name.trim(), postId, scopes: [...scopes], days: Number(days) } })
  }
  return (
    <Dialog open title={w.make} onClose={onClose}>
      <form className="ui-stack" onSubmit={submit}>
        <Field label={w.name} hint={w.nameHint} error={make.error?.field('name')}>
          {(control) => (
            <input
              className="ui-input"
              {...control}
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={w.post}>
          {(control) => (
            <select
              className="ui-input"
              {...control}
              value={postId}
              onChange={(event) => setPostId(posts.find(({ id }) => id === event.target.value)?.id)}
            >
              {posts.map((post) => (
                <option key={post.id} value={post.id}>
                  {say(post.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={w.scopes} group>
          <div className="token-scopes">
            {tokenScopes.map((scope) => (
              <TickPill
                key={scope}
                checked={scopes.includes(scope)}
                onChange={(wanted) => setScopes(wanted ? [...scopes, scope] : scopes.filter((one) => one !== scope))}
              >
                {w.scope[scope]}
              </TickPill>
            ))}
          </div>
        </Field>
        <Field label={w.days} group>
          <Pills
            value={days}
            onChange={setDays}
            options={spans.map((value) => ({ value, label: w.daysOf(Number(value)) }))}
          />
        </Field>
        <ErrorNote error={make.error} />
        <div>
          <Button
            type="submit"
            look="main"
            busy={make.isPending}
            disabled={name.trim().length < 2 || scopes.length === 0}
          >
            {w.make}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface Shown {
  readonly code: string
  /** It may read the wall: the address for the screen comes with it. */
  readonly ofScreen: boolean
  readonly onClose: () => void
}

function TokenShown({ code, ofScreen, onClose }: Shown) {
  const w = useWords(words)
  const { href } = useNavigation()
  return (
    <Dialog open title={w.token} onClose={onClose}>
      <div className="ui-stack">
        <p>
          <strong>{w.once}</strong>
        </p>
        <CopyCode code={code} label={w.token} />
        {ofScreen && (
          <>
            <p>{w.screenText}</p>
            <CopyCode code={`${location.origin}${href('/wall/screen')}#${code}`} label={w.screen} />
          </>
        )}
        <div>
          <Button look="main" onClick={onClose}>
            {w.close}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
