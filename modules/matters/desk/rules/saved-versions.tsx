import { type ReactNode, useState } from 'react'
import type { Endpoint, ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { type ApiError, call } from '../../../../kernel/web/client.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { DocumentVersions, type Version } from './document-versions.tsx'
import { words } from './words.ts'

/** What an endpoint that reads one version hands over. */
type DocumentIn<One extends Endpoint> = ResponseOf<One> extends { body: infer Body } ? Body : never

interface SavedVersionsProps<V extends Version, One extends Endpoint> {
  /** The rule as `list` answers without an offset. */
  readonly data: { readonly inForce: number; readonly versions: readonly V[]; readonly total: number }
  readonly list: Endpoint
  readonly one: One
  /** Which rule, where there are several of its sort. */
  readonly params?: Readonly<Record<string, string>>
  readonly changes: (before: DocumentIn<One>, after: DocumentIn<One>) => ReactNode
  readonly triedOf: (version: V) => string | null
  readonly onRestore: (body: DocumentIn<One>, version: number) => void
}

/** The versions of a rule that is one document: they come in pages, and each is read when it is opened or taken up again. */
export function SavedVersions<V extends Version, One extends Endpoint>(props: SavedVersionsProps<V, One>) {
  const { data, list, params = {}, changes, triedOf, onRestore } = props
  const one: Endpoint = props.one
  const [offset, setOffset] = useState(0)
  const [unread, setUnread] = useState<ApiError | null>(null)
  const earlier = useEndpoint(list, { params, query: { offset } }, { enabled: offset > 0 })
  const page = offset > 0 ? (earlier.data as typeof data | undefined) : data
  const takeUp = async (version: number) => {
    setUnread(null)
    try {
      const { body } = (await call(one, { params: { ...params, version } })) as { body: DocumentIn<One> }
      onRestore(body, version)
    } catch (error) {
      setUnread(error as ApiError)
    }
  }
  return (
    <>
      <ErrorNote error={unread ?? earlier.error} />
      <DocumentVersions
        versions={page?.versions ?? []}
        inForce={data.inForce}
        page={{ offset, total: data.total, onPage: setOffset }}
        opened={({ version }) => <Opened one={one} params={{ ...params, version }} changes={changes} />}
        triedOf={triedOf}
        onRestore={({ version }) => void takeUp(version)}
      />
    </>
  )
}

interface OpenedProps<Body> {
  readonly one: Endpoint
  readonly params: Readonly<Record<string, string | number>>
  readonly changes: (before: Body, after: Body) => ReactNode
}

function Opened<Body>({ one, params, changes }: OpenedProps<Body>) {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error } = useEndpoint(one, { params })
  if (!data) return error ? <ErrorNote error={error} /> : <p className="ui-muted">{ui.loading}</p>
  const { body, before } = data as { body: Body; before: Body | null }
  if (!before) return <p className="ui-muted">{w.onlyFirst}</p>
  return <ul className="ru-changes">{changes(before, body)}</ul>
}
