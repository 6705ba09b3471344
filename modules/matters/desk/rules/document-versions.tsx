import { type ReactNode, useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { Pager } from './pager.tsx'
import { words } from './words.ts'

export interface Version {
  readonly version: number
  readonly state: 'in_force' | 'planned' | 'passed_over' | 'earlier'
  readonly validFrom: string
  readonly savedAt: string | null
  readonly authorName: string | null
  readonly source: string | null
  readonly backTo: number | null
}

/** How many versions a page shows, as the server gives them. */
const pageSize = 20

interface DocumentVersionsProps<V extends Version> {
  readonly versions: readonly V[]
  readonly inForce: number
  /** Where the versions begin, and how many there are; left out: these are all. */
  readonly page?: { readonly offset: number; readonly total: number; readonly onPage: (offset: number) => void }
  /** What a version changed, where that is at hand; `before` is the one that is shown behind it. */
  readonly changesOf?: (after: V, before: V | undefined) => ReactNode
  /** Reads one version and says what it changed, once somebody opens it. */
  readonly opened?: (version: V) => ReactNode
  readonly triedOf: (version: V) => string | null
  readonly onRestore: (version: V) => void
}

/** Who changed what when, the newest first; any other version can be taken up again as a draft. */
export function DocumentVersions<V extends Version>(props: DocumentVersionsProps<V>) {
  const { versions, inForce, page, changesOf } = props
  const w = useWords(words)
  const format = useFormat()
  const [open, setOpen] = useState<number | null>(null)
  const facts = (one: V) => [
    // What nobody saved yet began on no day.
    one.validFrom > '1971' && w.since(format.moment(one.validFrom)),
    one.authorName ? w.by(one.authorName) : w.fromProgram,
    one.savedAt && w.savedAt(format.moment(one.savedAt)),
    one.source,
    one.backTo !== null && w.wentBack(one.backTo),
  ]
  return (
    <Sheet title={w.history}>
      <div className="ui-stack">
        <ol className="ru-versions">
          {versions.map((one, n) => {
            const changes = changesOf?.(one, versions[n + 1])
            return (
              <li key={one.version} className="ru-version">
                <div className="ui-row">
                  <strong>{w.version(one.version)}</strong>
                  <StatusWord words={w.state[one.state]} tone={one.state === 'in_force' ? 'active' : 'plain'} />
                  {props.opened && one.version > 1 && (
                    <Button look="quiet" onClick={() => setOpen(open === one.version ? null : one.version)}>
                      {open === one.version ? w.foldChanges(one.version) : w.showChanges(one.version)}
                    </Button>
                  )}
                  {one.version !== inForce && (
                    <Button look="quiet" icon="undo" onClick={() => props.onRestore(one)}>
                      {w.restore(one.version)}
                    </Button>
                  )}
                </div>
                <p className="ui-muted ui-small">{facts(one).filter(Boolean).join(' · ')}</p>
                {changes && <ul className="ru-changes">{changes}</ul>}
                {props.opened && open === one.version && props.opened(one)}
                <p className="ui-muted ui-small">{props.triedOf(one)}</p>
              </li>
            )
          })}
        </ol>
        {page && <Pager {...page} size={pageSize} />}
      </div>
    </Sheet>
  )
}
