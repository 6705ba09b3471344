import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { circumstanceCodes, circumstances } from '../../circumstances.ts'
import { factOf } from '../../facts.ts'
import { relations } from '../../shapes.ts'
import { useShow } from '../../web/show.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import type { Arrival } from './door-draft.ts'
import type { PartProps } from './door-form.tsx'

/** What is known and is otherwise now: facts, people, the contact, circumstances. Folded away: mostly nothing has changed. */
export function ChangesPart(part: PartProps) {
  const w = useWords(words)
  const { draft } = part
  const touched =
    Object.keys(draft.corrections).length +
    draft.arrived.length +
    draft.left.length +
    draft.given.length +
    draft.over.length
  return (
    <details className="hp-more" open={touched > 0 || draft.contact !== null}>
      <summary>{w.changed}</summary>
      <FactsPart {...part} />
      <PeoplePart {...part} />
      <ContactPart {...part} />
      <CircumstancesPart {...part} />
    </details>
  )
}

function FactsPart({ draft, change }: PartProps) {
  const w = useWords(words)
  const show = useShow()
  // What is asked above is not asked again here.
  const asked = new Set(draft.stop.questions.map(({ fact }) => fact))
  const facts = draft.stop.facts.filter(({ key }) => !asked.has(key) && factOf(key))
  const correct = (key: string, value: string) => change({ corrections: { ...draft.corrections, [key]: value } })
  const leave = (key: string) => {
    const { [key]: _, ...rest } = draft.corrections
    change({ corrections: rest })
  }
  return facts.map(({ key, value, source }) => {
    const typed = draft.corrections[key]
    const name = show.factName(key)
    return (
      <div key={key} className="hp-part">
        <div className="hp-row">
          <span>
            {name}: <strong>{show.factValue(key, value)}</strong>{' '}
            <span className="ui-muted ui-small">{show.source(source)}</span>
          </span>
          <Button
            look="quiet"
            label={`${typed === undefined ? w.change : w.keepIt} ${name}`}
            onClick={() => (typed === undefined ? correct(key, '') : leave(key))}
          >
            {typed === undefined ? w.change : w.keepIt}
          </Button>
        </div>
        {typed !== undefined && (
          <FactInput name={name} of={key} value={typed} onChange={(next) => correct(key, next)} />
        )}
      </div>
    )
  })
}

interface FactInputProps {
  readonly name: string
  readonly of: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function FactInput({ name, of, value, onChange }: FactInputProps) {
  const w = useWords(words)
  const show = useShow()
  const kind = factOf(of)
  const label = `${name}: ${w.newValue}`
  return (
    <Field label={label}>
      {(control) =>
        kind?.answer === 'choice' ? (
          <Select
            control={control}
            value={value}
            onChange={onChange}
            options={kind.options.map((option) => ({ value: option.value, label: show.factValue(of, option.value) }))}
          />
        ) : (
          <TextInput
            control={control}
            inputMode={kind?.answer === 'number' ? 'numeric' : 'text'}
            maxLength={kind?.answer === 'number' ? 6 : 40}
            value={value}
            onChange={onChange}
          />
        )
      }
    </Field>
  )
}

function PeoplePart({ draft, change, fault }: PartProps) {
  const w = useWords(words)
  const h = useWords(householdWords)
  const { members } = draft.stop
  const edit = (at: number, part: Partial<Arrival>) =>
    change({ arrived: draft.arrived.map((one, i) => (i === at ? { ...one, ...part } : one)) })
  return (
    <div className="hp-part">
      {members.map(({ memberId, name, relation }) => (
        <Tick
          key={memberId}
          checked={draft.left.includes(memberId)}
          onChange={(on) =>
            change({ left: on ? [...draft.left, memberId] : draft.left.filter((one) => one !== memberId) })
          }
        >
          {name} ({h.relation[relation]}) {w.leftHome}
        </Tick>
      ))}
      {draft.arrived.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are typed into and have no id before they are saved
        <div key={i} className="hp-part">
          <Field label={w.personName} error={fault === 'arrived' ? w.faults.arrived : undefined}>
            {(control) => (
              <TextInput control={control} maxLength={60} value={one.name} onChange={(name) => edit(i, { name })} />
            )}
          </Field>
          <Field label={w.relation}>
            {(control) => (
              <Select
                control={control}
                value={one.relation}
                onChange={(value) => edit(i, { relation: relations.find((known) => known === value) ?? 'other' })}
                options={relations.map((value) => ({ value, label: h.relation[value] }))}
              />
            )}
          </Field>
          <Field label={w.birth} hint={w.birthHint} optional>
            {(control) => (
              <TextInput control={control} maxLength={7} value={one.birth} onChange={(birth) => edit(i, { birth })} />
            )}
          </Field>
          <Button
            look="quiet"
            icon="cross"
            onClick={() => change({ arrived: draft.arrived.filter((_, at) => at !== i) })}
          >
            {w.removePerson}
          </Button>
        </div>
      ))}
      <Button
        icon="plus"
        onClick={() =>
          change({ arrived: [...draft.arrived, { name: '', relation: members.length ? 'child' : 'head', birth: '' }] })
        }
      >
        {w.addPerson}
      </Button>
    </div>
  )
}

function ContactPart({ draft, change, fault }: PartProps) {
  const w = useWords(words)
  const { contact } = draft
  return (
    <div className="hp-part">
      <Tick checked={contact !== null} onChange={(on) => change({ contact: on ? { name: '', phone: '' } : null })}>
        {w.changeContact}
      </Tick>
      {contact && (
        <>
          <Field label={w.contactName} error={fault === 'contact' ? w.faults.contact : undefined}>
            {(control) => (
              <TextInput
                control={control}
                maxLength={60}
                value={contact.name}
                onChange={(name) => change({ contact: { ...contact, name } })}
              />
            )}
          </Field>
          <Field label={w.contactPhone} optional>
            {(control) => (
              <TextInput
                control={control}
                type="tel"
                maxLength={20}
                value={contact.phone}
                onChange={(phone) => change({ contact: { ...contact, phone } })}
              />
            )}
          </Field>
        </>
      )}
    </div>
  )
}

function CircumstancesPart({ draft, change }: PartProps) {
  const w = useWords(words)
  const show = useShow()
  const { stop, given, over } = draft
  const has = (code: string, memberId: string | null) =>
    [...stop.circumstances, ...given].some((one) => one.code === code && one.memberId === memberId)
  const ofWhom = [{ memberId: null, name: '' }, ...stop.members]
  const options = ofWhom.flatMap(({ memberId, name }) =>
    circumstanceCodes
      .filter((code) => !circumstances[code].derived && circumstances[code].ofMember === (memberId !== null))
      .filter((code) => !has(code, memberId))
      .map((code) => ({
        value: `${code} ${memberId ?? ''}`,
        label: name ? `${show.circumstance(code)} · ${name}` : show.circumstance(code),
      })),
  )
  const add = (value: string) => {
    const [code = '', memberId = ''] = value.split(' ')
    const member = stop.members.find((one) => one.memberId === memberId)
    if (code) change({ given: [...given, { code, memberId: member?.memberId ?? null }] })
  }
  return (
    <div className="hp-part">
      {stop.circumstances.map(
        ({ code, entryId }) =>
          entryId && (
            <Tick
              key={entryId}
              checked={over.includes(entryId)}
              onChange={(on) => change({ over: on ? [...over, entryId] : over.filter((one) => one !== entryId) })}
            >
              {show.circumstance(code)}: {w.over}
            </Tick>
          ),
      )}
      {given.map((one) => (
        <div key={`${one.code} ${one.memberId}`} className="hp-row">
          <strong>{show.circumstance(one.code)}</strong>
          <Button look="quiet" icon="cross" onClick={() => change({ given: given.filter((other) => other !== one) })}>
            {w.removePerson}
          </Button>
        </div>
      ))}
      <Field label={w.addCircumstance}>
        {(control) => <Select control={control} value="" onChange={add} options={options} placeholder={w.noneNew} />}
      </Field>
    </div>
  )
}
