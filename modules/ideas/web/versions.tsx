import './versions.css'
import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import type { IdeaView } from '../contract.ts'
import { differenceOf, type Piece } from './difference.ts'
import { words } from './words.ts'

/** What each version changed, the newest first; the first one as it was given. */
export function Versions({ versions }: { versions: IdeaView['versions'] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <ol className="iw-versions">
      {versions.map((one, at) => {
        const before = versions[at + 1]
        return (
          <li key={one.version} className="iw-version">
            <p className="ui-muted ui-small">
              {w.version(one.version, format.moment(one.at))}
              {!before && ` · ${w.first}`}
            </p>
            <p>
              <strong>{before ? <Changed pieces={differenceOf(before.title, one.title)} /> : one.title}</strong>
            </p>
            <p className="iw-text">{before ? <Changed pieces={differenceOf(before.body, one.body)} /> : one.body}</p>
            {before && one.picturesAdded + one.picturesGone > 0 && (
              <p className="ui-muted ui-small">{w.pictures(one.picturesAdded, one.picturesGone)}</p>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** Read aloud too: what went and what came is said, not only coloured. */
function Changed({ pieces }: { pieces: readonly Piece[] }) {
  let offset = 0
  return (
    <>
      {pieces.map(({ kind, words: said }) => {
        const key = `${offset}${kind}`
        offset += said.length
        if (kind === 'gone') return <del key={key}>{said}</del>
        return kind === 'new' ? <ins key={key}>{said}</ins> : <span key={key}>{said}</span>
      })}
    </>
  )
}
