import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { hasRole, TypeAhead, useDebounced, useMe, useNameOf } from '../../../matters/desk/public.ts'
import { searchPersons } from '../../../people/contract.ts'
import { findParties, type GatheringView, inviteParties, type Party } from '../../contract.ts'
import { gatheringWords } from '../../gathering-words.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

interface Offered extends Party {
  readonly nameEn: string
  readonly note: string
}

/** Posts and firms by name, persons within reach, and anybody else by the name alone. */
function useOffered(typed: string): readonly Offered[] {
  const w = useWords(words).people
  const q = useDebounced(typed.trim(), 200)
  const me = useMe()
  const parties = useEndpoint(findParties, { query: { q } }, { enabled: q !== '' })
  const knowsPeople = hasRole(me, 'community', 'street')
  const persons = useEndpoint(searchPersons, { query: { q } }, { enabled: q.length > 1 && knowsPeople })
  if (q === '') return []
  const found = (parties.data?.parties ?? []).map((one) => ({ ...one, name: one.name }))
  const people = (persons.data?.persons ?? []).slice(0, 5).map((one) => ({
    ...{ kind: 'person' as const, id: one.id, name: one.name, nameEn: '' },
    note: one.posts[0] ?? one.phone ?? '',
  }))
  const guest = { kind: 'guest' as const, id: null, name: q, nameEn: '', note: w.addGuest(q) }
  return [...found, ...people, guest]
}

export function Invite({ of }: { of: GatheringView }) {
  const w = useWords(words).people
  const [typed, setTyped] = useState('')
  const invite = useCommand(inviteParties, { changes })
  return (
    <>
      <Field label={w.invite}>
        {(control) => (
          <PartySearch
            control={control}
            typed={typed}
            onTyped={setTyped}
            onPick={({ kind, id, name }) => {
              setTyped('')
              invite.mutate({ params: { gatheringId: of.id }, body: { parties: [{ kind, id, name }] } })
            }}
          />
        )}
      </Field>
      <ErrorNote error={invite.error} />
    </>
  )
}

interface PartySearchProps {
  readonly control: NonNullable<Parameters<typeof TypeAhead>[0]['control']>
  readonly typed: string
  readonly onTyped: (typed: string) => void
  readonly onPick: (party: Offered) => void
}

/** A field that finds a party by its name. */
export function PartySearch({ control, typed, onTyped, onPick }: PartySearchProps) {
  const w = useWords(words).people
  const g = useWords(gatheringWords)
  const nameOf = useNameOf()
  const offered = useOffered(typed)
  return (
    <TypeAhead
      control={control}
      text={typed}
      onText={onTyped}
      placeholder={w.inviteHint}
      options={offered.map((one) => ({
        id: `${one.kind}-${one.id ?? 'new'}`,
        value: one,
        title: nameOf(one),
        note: one.kind === 'guest' ? one.note : `${g.party[one.kind]} · ${one.note}`,
      }))}
      onPick={onPick}
    />
  )
}
