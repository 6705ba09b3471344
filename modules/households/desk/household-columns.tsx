import { useSay, useWords } from '../../../kernel/web/words.ts'
import type { Column } from '../../../ui/desk/data-table.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import type { HouseholdRow } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { words } from './words.ts'

/** Where, whom to ask for, what to mind, when next. */
export function useHouseholdColumns(): readonly Column<HouseholdRow>[] {
  const w = useWords(words)
  const say = useSay()
  const show = useShow()
  const format = useFormat()
  const c = w.column
  return [
    {
      id: 'door',
      title: c.door,
      main: true,
      cell: ({ room }) => `${show.name(room.compound)} ${show.name(room.building)} ${show.door(room)}`,
    },
    {
      id: 'contact',
      title: c.contact,
      cell: ({ contact }) => (contact ? [contact.name, contact.phone].filter(Boolean).join(' ') : '—'),
    },
    { id: 'people', title: c.people, align: 'end', cell: ({ people }) => format.number(people) },
    {
      id: 'circumstances',
      title: c.circumstances,
      cell: ({ circumstances }) => circumstances.map(show.circumstance).join(' · '),
    },
    {
      id: 'reached',
      title: c.reached,
      keep: true,
      cell: ({ lastReachedAt }) => (lastReachedAt ? format.shortDay(lastReachedAt) : w.never),
    },
    { id: 'tries', title: c.tries, align: 'end', cell: ({ tries }) => (tries > 0 ? format.number(tries) : '') },
    {
      id: 'due',
      title: c.due,
      cell: ({ due }) =>
        due && (
          <>
            <Lamp tone={due.lamp ?? 'off'} words={format.shortDay(due.deadlineAt)} />{' '}
            <span className="ui-muted ui-small">{say(due.rule)}</span>
          </>
        ),
    },
    {
      id: 'open',
      title: c.open,
      cell: ({ conflicts, differences, wishes }) =>
        [conflicts + differences > 0 && w.openItems(conflicts + differences), wishes > 0 && w.openWishes(wishes)]
          .filter(Boolean)
          .join(' · '),
    },
    { id: 'grid', title: c.grid, extra: true, cell: ({ grid }) => (grid ? show.name(grid) : '—') },
  ]
}
