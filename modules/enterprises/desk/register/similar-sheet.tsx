import { useEffect } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { useDebounced, useNameOf } from '../../../matters/desk/public.ts'
import { similarFirms } from '../../contract.ts'
import { useNames } from '../parts/show.ts'
import { words } from './words.ts'

/** Firms that may be the one that is being written down, while it is typed. */
export function SimilarSheet({ name, uscc }: { name: string; uscc: string }) {
  const w = useWords(words)
  const names = useNames()
  const format = useFormat()
  const nameOf = useNameOf()
  const asked = useDebounced(JSON.stringify({ name: name.trim(), uscc: uscc.trim() }), 350)
  const { mutate, data } = useCommand(similarFirms)
  useEffect(() => {
    const { name: typed, uscc: code } = JSON.parse(asked) as { name: string; uscc: string }
    if (typed.length >= 2 || code.length >= 8) mutate({ body: { name: typed, uscc: code } })
  }, [asked, mutate])
  const waiting = name.trim().length < 2 && uscc.trim().length < 8
  return (
    <Sheet title={w.similar}>
      <div role="status" className="ui-stack">
        {waiting && <p className="ui-muted">{w.similarWait}</p>}
        {!waiting && data?.codeTakenElsewhere && <Remark icon="warning" title={w.elsewhere} />}
        {!waiting && data?.similar.length === 0 && !data.codeTakenElsewhere && (
          <p className="ui-muted">{w.similarNone}</p>
        )}
        {!waiting &&
          data?.similar.map((firm) => (
            <div key={firm.id} className="firm-contact">
              <Go to={`/firms/${firm.id}`}>{firm.name}</Go>
              <span className="ui-small ui-muted">
                {[
                  firm.sameCode ? w.sameCode : w.likeness(format.percent(firm.score, 0)),
                  nameOf(firm.place),
                  names.firmState[firm.state],
                ].join(' · ')}
              </span>
            </div>
          ))}
      </div>
    </Sheet>
  )
}
