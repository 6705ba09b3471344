import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { addItem, type GatheringView } from '../../contract.ts'
import { type Proposal, proposals, proposalsFrom } from '../../council/contract.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

const shownAtFirst = 5

/** What waits at the place and could be spoken about: a press puts it on the agenda. */
export function Proposals({ of }: { of: GatheringView }) {
  const w = useWords(words).proposals
  const params = { gatheringId: of.id }
  const { data } = useEndpoint(proposals, { params })
  const add = useCommand(addItem, { changes: [...changes, proposals] })
  const rows = data?.rows ?? []
  if (rows.length === 0) return null
  const put = ({ title, matterId, subject }: Proposal) =>
    add.mutate({ params, body: { title, ...(matterId ? { matterId } : {}), ...(subject ? { subject } : {}) } })
  return (
    <section className="gathering-inset ui-stack" aria-label={w.title}>
      <h3 className="ui-small">{w.title}</h3>
      {proposalsFrom.map((from) => (
        <Group
          key={from}
          title={w.from[from]}
          rows={rows.filter((row) => row.from === from)}
          busy={add.isPending}
          onPut={put}
        />
      ))}
      <ErrorNote error={add.error} />
    </section>
  )
}

interface GroupProps {
  readonly title: string
  readonly rows: readonly Proposal[]
  readonly busy: boolean
  readonly onPut: (proposal: Proposal) => void
}

function Group({ title, rows, busy, onPut }: GroupProps) {
  const w = useWords(words).proposals
  const say = useSay()
  const [all, setAll] = useState(false)
  if (rows.length === 0) return null
  const shown = all ? rows : rows.slice(0, shownAtFirst)
  return (
    <div>
      <h4 className="ui-small ui-muted">{title}</h4>
      <ul className="gathering-proposals">
        {shown.map((row) => (
          <li key={row.id}>
            <div>
              <div>{row.title}</div>
              <div className="gathering-note">{say(row.note)}</div>
            </div>
            <Button look="quiet" icon="plus" busy={busy} label={w.putNamed(row.title)} onClick={() => onPut(row)}>
              {w.put}
            </Button>
          </li>
        ))}
      </ul>
      {rows.length > shown.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {w.more(rows.length - shown.length)}
        </Button>
      )}
    </div>
  )
}
