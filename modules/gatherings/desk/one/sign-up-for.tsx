import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { type GatheringView, type Party, signUpFor } from '../../contract.ts'
import { traits } from '../../gathering.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { PartySearch } from './invite.tsx'

const noWish = { category: '', area: '9', power: false, water: false }

/** For who called or came by; at a fair with the stall that is needed. */
export function SignUpFor({ of }: { of: GatheringView }) {
  const w = useWords(words)
  const fair = traits[of.kind].stalls
  const [typed, setTyped] = useState('')
  const [party, setParty] = useState<Party | null>(null)
  const [wish, setWish] = useState(noWish)
  const send = useCommand(signUpFor, {
    changes,
    onDone: () => {
      setParty(null)
      setTyped('')
      setWish(noWish)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!party) return
    const { category, area, power, water } = wish
    const areaCm2 = Math.round(Number(area || '0') * 10_000)
    const body = { party, ...(fair ? { wish: { category: category.trim(), areaCm2, power, water } } : {}) }
    send.mutate({ params: { gatheringId: of.id }, body })
  }
  return (
    <form className="gathering-inset ui-stack" aria-label={w.people.signUpFor} onSubmit={submit}>
      <Field label={w.people.signUpFor}>
        {(control) => (
          <PartySearch
            control={control}
            typed={typed}
            onTyped={(next) => {
              setTyped(next)
              setParty(null)
            }}
            onPick={({ kind, id, name }) => {
              setTyped(name)
              setParty({ kind, id, name })
            }}
          />
        )}
      </Field>
      {fair && (
        <>
          <div className="gathering-form">
            <Field label={w.wish.category}>
              {(control) => (
                <Line
                  control={control}
                  value={wish.category}
                  maxLength={40}
                  placeholder={w.wish.categoryPlaceholder}
                  onChange={(category) => setWish({ ...wish, category })}
                />
              )}
            </Field>
            <Field label={w.wish.area}>
              {(control) => (
                <Line
                  control={control}
                  value={wish.area}
                  onChange={(area) => setWish({ ...wish, area: area.replace(/[^\d.]/g, '') })}
                />
              )}
            </Field>
          </div>
          <div className="ui-row">
            <TickPill checked={wish.power} onChange={(power) => setWish({ ...wish, power })}>
              {w.wish.power}
            </TickPill>
            <TickPill checked={wish.water} onChange={(water) => setWish({ ...wish, water })}>
              {w.wish.water}
            </TickPill>
          </div>
        </>
      )}
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" icon="plus" disabled={!party} busy={send.isPending}>
          {w.people.signUpFor}
        </Button>
      </div>
    </form>
  )
}
