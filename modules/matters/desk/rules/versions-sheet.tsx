import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { KindRules, KindVersionView } from '../../rules/contract.ts'
import { Changes } from './draft-sheet.tsx'
import { words } from './words.ts'

/** Who changed what when, the newest first; any earlier version can be taken up again as a draft. */
export function VersionsSheet({ data, onRestore }: { data: KindRules; onRestore: (version: KindVersionView) => void }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <Sheet title={w.history}>
      <ol className="ru-versions">
        {data.versions.map((one, n) => {
          const before = data.versions[n + 1]
          return (
            <li key={one.version} className="ru-version">
              <div className="ui-row">
                <strong>{w.version(one.version)}</strong>
                <StatusWord words={w.state[one.state]} tone={one.state === 'in_force' ? 'active' : 'plain'} />
                {one.version !== data.inForce && (
                  <Button look="quiet" icon="undo" onClick={() => onRestore(one)}>
                    {w.restore(one.version)}
                  </Button>
                )}
              </div>
              <p className="ui-muted ui-small">
                {[
                  w.since(format.moment(one.validFrom)),
                  one.authorName ? w.by(one.authorName) : w.fromProgram,
                  one.savedAt && w.savedAt(format.moment(one.savedAt)),
                  one.spec.source,
                  one.backTo !== null && w.wentBack(one.backTo),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {before && <Changes data={data} before={before.spec} after={one.spec} />}
              <p className="ui-muted ui-small">
                {[one.tried && triedWords(one.tried), one.moves && movesWords(one.moves)].filter(Boolean).join(' · ')}
              </p>
            </li>
          )
        })}
      </ol>
    </Sheet>
  )

  function triedWords({ changed, newlyLate, newlyInTime }: NonNullable<KindVersionView['tried']>): string {
    return w.triedWas(format.number(changed), format.number(newlyLate), format.number(newlyInTime))
  }

  function movesWords({ moved, doneAt }: NonNullable<KindVersionView['moves']>): string {
    return doneAt ? w.moves(format.number(moved)) : w.moving
  }
}
