import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { getKindRules, type KindRules, type KindVersionView } from '../../rules/contract.ts'
import { DocumentVersions } from './document-versions.tsx'
import { formWords } from './form-words.ts'
import { KindChanges } from './kind-changes.tsx'
import { words } from './words.ts'

/** Who changed what when, the newest first; any earlier version can be taken up again as a draft. */
export function VersionsSheet({ data, onRestore }: { data: KindRules; onRestore: (version: KindVersionView) => void }) {
  const w = useWords(words)
  const f = useWords(formWords)
  const format = useFormat()
  const [offset, setOffset] = useState(0)
  const params = { code: data.code }
  const earlier = useEndpoint(getKindRules, { params, query: { offset } }, { enabled: offset > 0 })
  const versions = offset > 0 ? (earlier.data?.versions ?? []) : data.versions
  const n = (count: number) => format.number(count)
  return (
    <>
      <ErrorNote error={earlier.error} />
      <DocumentVersions
        versions={versions.map((one) => ({ ...one, source: one.spec.source }))}
        inForce={data.inForce}
        page={{ offset, total: data.total, onPage: setOffset }}
        changesOf={(is, was) => was && <KindChanges data={data} before={was.spec} after={is.spec} />}
        triedOf={({ tried, moves }) =>
          [tried && triedWords(tried), moves && movesWords(moves)].filter(Boolean).join(' · ') || null
        }
        onRestore={onRestore}
      />
    </>
  )

  function triedWords(tried: NonNullable<KindVersionView['tried']>): string {
    const { changed, newlyLate, newlyInTime, lacking, unclosable } = tried
    const form = lacking === undefined ? null : f.triedForm(n(lacking), n(unclosable ?? 0))
    return [w.triedWas(n(changed), n(newlyLate), n(newlyInTime)), form].filter(Boolean).join(' · ')
  }

  function movesWords({ moved, doneAt }: NonNullable<KindVersionView['moves']>): string {
    return doneAt ? w.moves(n(moved)) : w.moving
  }
}
