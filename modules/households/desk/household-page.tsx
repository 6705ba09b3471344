import '../../../ui/input.css'
import './households-desk.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { getHousehold, type HouseholdView } from '../contract.ts'
import type { HouseholdId } from '../shapes.ts'
import { ConflictCard } from '../web/conflict-card.tsx'
import { useShow } from '../web/show.ts'
import { householdWords } from '../web/words.ts'
import { CircumstancesSheet } from './one/circumstances-sheet.tsx'
import { EndForm } from './one/end-form.tsx'
import { FactsSheet } from './one/facts-sheet.tsx'
import { HistorySheet, VisitsSheet } from './one/history-sheets.tsx'
import { NotesSheet, WishesSheet } from './one/notes-sheet.tsx'
import { ContactSheet, PeopleSheet } from './one/people-sheet.tsx'
import { words } from './words.ts'

/** `/households/$householdId`: what is to be settled and done, who lives here, what is known and from whom. */
export default function HouseholdPage() {
  const w = useWords(words)
  const h = useWords(householdWords)
  const ui = useUiWords()
  const show = useShow()
  const householdId = useParam('householdId') as HouseholdId
  const { data, error, refetch } = useEndpoint(
    getHousehold,
    { params: { householdId } },
    { live: ['household', 'visit'] },
  )
  const title = data ? `${show.name(data.room.building)} ${show.door(data.room)}` : w.one.title
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[
          { words: w.title, to: '/households' },
          ...(data
            ? [{ words: show.name(data.room.building), to: `/households/stairs?placeId=${data.room.building.id}` }]
            : []),
        ]}
        lead={
          data &&
          [show.name(data.room.compound), data.grid && show.name(data.grid), h.people(data.members.length)]
            .filter(Boolean)
            .join(' · ')
        }
        actions={
          data &&
          data.toOn === null && (
            <DialogButton label={w.one.ending} icon="leave">
              {(done) => <EndForm householdId={data.id} onDone={done} />}
            </DialogButton>
          )
        }
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && <Household household={data} />}
    </Page>
  )
}

function Household({ household }: { household: HouseholdView }) {
  const w = useWords(words)
  const h = useWords(householdWords)
  const { open, endedWhy } = household
  return (
    <>
      {endedWhy && <Remark icon="info">{w.one.ended(h.endReason[endedWhy])}</Remark>}
      {open.length > 0 && (
        <Sheet title={w.one.open}>
          <div className="hd-conflicts">
            {open.map((conflict) => (
              <ConflictCard key={conflict.id} conflict={conflict} nameless onSettled={(said) => toast(said, 'check')} />
            ))}
          </div>
        </Sheet>
      )}
      <Columns
        main={
          <>
            <DuesSheet household={household} />
            <PeopleSheet household={household} />
            <FactsSheet household={household} />
            <NotesSheet household={household} />
            <VisitsSheet household={household} />
            <HistorySheet household={household} />
          </>
        }
        side={
          <>
            <ContactSheet household={household} />
            <CircumstancesSheet household={household} />
            <WishesSheet household={household} />
          </>
        }
      />
    </>
  )
}

/** What comes next. */
function DuesSheet({ household }: { household: HouseholdView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  return (
    <Sheet title={w.one.dues}>
      {household.dues.length === 0 && <p className="ui-muted">{w.one.noDues}</p>}
      <div className="hd-lines">
        {household.dues.map(({ id, rule, deadlineAt }) => (
          <div key={id} className="hd-line">
            <span>{say(rule)}</span>
            <Lamp
              tone={household.due?.id === id ? (household.due.lamp ?? 'off') : 'off'}
              words={format.shortDay(deadlineAt)}
            />
            <Button look="quiet" to={`/visits/${id}`}>
              {w.one.toDue}
            </Button>
          </div>
        ))}
      </div>
    </Sheet>
  )
}
