import { labelled } from '../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import type { HeldShape } from '../contract.ts'
import { words } from './words.ts'

/** One kind of thing that is held: opened, it shows what, what for, and for how long. */
export function HeldCard({ of }: { of: HeldShape }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const more = of.total - of.rows.length
  return (
    <details className="privacy-kind">
      <summary>
        <span>{say(of.words)}</span>
        <span className="ui-muted">{w.count(of.total)}</span>
      </summary>
      <p className="ui-muted ui-small">
        {labelled(lang, w.purpose, say(of.purpose))}
        <br />
        {labelled(lang, w.kept, say(of.kept))}
      </p>
      {of.rows.map(({ at, own, values }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id of their own and never move
        <div key={n} className="privacy-row">
          {at && <div className="ui-muted ui-small">{at.length > 10 ? format.moment(at) : format.date(at)}</div>}
          {own ? (
            <dl>
              {values.map((value) => (
                <div key={value.words.en} style={{ display: 'contents' }}>
                  <dt>{say(value.words)}</dt>
                  <dd>{value.text}</dd>
                </div>
              ))}
            </dl>
          ) : (
            <p>{w.onPhone}</p>
          )}
        </div>
      ))}
      {more > 0 && <p className="ui-muted ui-small">{w.more(more)}</p>}
    </details>
  )
}
