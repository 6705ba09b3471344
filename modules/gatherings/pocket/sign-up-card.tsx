import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useNames } from '../../matters/pocket/public.ts'
import { atDoor, type DoorView, myGatherings, respond } from '../contract.ts'
import { traits } from '../gathering.ts'
import { words } from './words.ts'

/** Signing up, for who has no part in it yet. */
export function SignUpCard({ of }: { of: DoorView }) {
  const w = useWords(words)
  const say = useSay()
  const inside = new Set(
    of.mine
      .filter(({ standing }) => ['accepted', 'signed_up', 'waiting', 'invited'].includes(standing))
      .map(({ kind }) => kind),
  )
  const as = of.as.filter((one) => !inside.has(one.kind))
  if (!of.isPublic || of.state !== 'announced') return null
  if (of.noSignUp) return <p className="ui-muted ui-small">{say(of.noSignUp)}</p>
  if (!of.signedIn)
    return (
      <Card title={w.signUp}>
        <Button look="main" tall wide to="/sign-in">
          {w.signIn}
        </Button>
      </Card>
    )
  // Who is on the list already says the rest there.
  if (as.length === 0 || inside.size > 0) return null
  return <SignUpForm of={of} as={as} />
}

function SignUpForm({ of, as }: { of: DoorView; as: DoorView['as'] }) {
  const w = useWords(words)
  const nameOf = useNames()
  const fair = traits[of.kind].stalls
  const [who, setWho] = useState((fair ? as.at(-1) : as[0])?.id ?? '')
  const [wish, setWish] = useState({ category: '', area: '9', power: false, water: false })
  const send = useCommand(respond, {
    changes: [atDoor, myGatherings],
    onDone: ({ standing }) => toast(standing === 'waiting' ? w.waiting : w.signedUp),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = as.find((one) => one.id === who)
    if (!chosen) return
    const { category, area, power, water } = wish
    const areaCm2 = Math.round(Number(area || '0') * 10_000)
    const asked = fair ? { wish: { category: category.trim(), areaCm2, power, water } } : {}
    send.mutate({
      params: { code: of.code },
      body: { action: 'sign_up', as: { kind: chosen.kind, id: chosen.id }, ...asked },
    })
  }
  return (
    <Card title={w.signUp}>
      <form className="ui-stack" onSubmit={submit}>
        {as.length > 1 && (
          <Field label={w.as}>
            {(control) => (
              <Select
                control={control}
                value={who}
                onChange={setWho}
                options={as.map((one) => ({ value: one.id, label: nameOf(one) }))}
              />
            )}
          </Field>
        )}
        {fair && (
          <>
            <Field label={w.category}>
              {(control) => (
                <TextInput
                  control={control}
                  value={wish.category}
                  maxLength={40}
                  onChange={(category) => setWish({ ...wish, category })}
                />
              )}
            </Field>
            <Field label={w.area}>
              {(control) => (
                <TextInput
                  control={control}
                  inputMode="decimal"
                  value={wish.area}
                  onChange={(area) => setWish({ ...wish, area: area.replace(/[^\d.]/g, '') })}
                />
              )}
            </Field>
            <Tick checked={wish.power} onChange={(power) => setWish({ ...wish, power })}>
              {w.power}
            </Tick>
            <Tick checked={wish.water} onChange={(water) => setWish({ ...wish, water })}>
              {w.water}
            </Tick>
          </>
        )}
        <ErrorNote error={send.error} />
        <BigButton type="submit" icon="check" busy={send.isPending}>
          {w.signUp}
        </BigButton>
      </form>
    </Card>
  )
}
