import './households-desk.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { hasRole, useMe } from '../../matters/desk/public.ts'
import { listNotes, type NoteView } from '../contract.ts'
import { inChargeRoles } from '../roles.ts'
import { useShow } from '../web/show.ts'
import { NoteCard } from './one/note-card.tsx'
import { words } from './words.ts'

const became = ['nothing', 'matter', 'wish', 'volunteer'] as const

/** `/households/notes`: what was said at doors, newest first; the street reads the open ones, without door and names. */
export default function NotesPage() {
  const w = useWords(words)
  const n = w.noteList
  const me = useMe()
  const [values, set] = useUrlState(['became', 'period'])
  const [from, to] = (values.period ?? '').split('..')
  const what = became.find((one) => one === values.became)
  const list = useEndpoint(
    listNotes,
    { query: { limit: 50, ...(what ? { became: what } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) } },
    { live: ['household'] },
  )
  const rows = list.data?.rows
  const inCharge = hasRole(me, ...inChargeRoles)
  return (
    <Page title={n.title}>
      <PageHeader title={n.title} above={[{ words: w.title, to: '/households' }]} lead={n.lead} />
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          {
            id: 'became',
            kind: 'one',
            label: n.became,
            options: became.map((value) => ({ value, label: n.becames[value] })),
          },
          { id: 'period', kind: 'days', label: n.period },
        ]}
      />
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {rows?.length === 0 && (
        <EmptyState icon="message" title={n.none}>
          {n.noneText}
        </EmptyState>
      )}
      {list.data && list.data.total > list.data.rows.length && (
        <p className="ui-muted">{n.range(list.data.rows.length, list.data.total)}</p>
      )}
      {rows && rows.length > 0 && (
        <Sheet>
          {rows.map((note) => (
            <NoteCard key={note.id} note={note} mayTurn={inCharge} where={<Where note={note} />} />
          ))}
        </Sheet>
      )}
    </Page>
  )
}

function Where({ note }: { note: NoteView }) {
  const show = useShow()
  const name = [show.name(note.place), note.door].filter(Boolean).join(' ')
  return note.householdId ? <Go to={`/households/${note.householdId}`}>{name}</Go> : <span>{name}</span>
}
