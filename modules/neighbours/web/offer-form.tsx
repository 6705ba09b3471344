import './neighbours.css'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { Pills, TickPill } from '../../../ui/pills.tsx'
import type { OfferBody } from '../contract.ts'
import { audiences, languageCodes, languages, type SkillKind, skillKindCodes, skillKinds } from '../skills/kinds.ts'
import { offerWords } from './offer-words.ts'
import { SlotPicker } from './slot-picker.tsx'
import { neighbourBook } from './words.ts'

/** What somebody offers, without the place; half filled in while it is typed. */
export type OfferDraft = Omit<OfferBody, 'placeId'>

export const emptyOffer: OfferDraft = {
  ...{ skills: [], languages: ['mandarin'], slots: [], reachM: 1000, most: 1, sex: null, helpsSex: null },
}

const reaches = [500, 1000, 3000, 20_000] as const
const mosts = [1, 2, 3, 5] as const

/** The fields of an offer, for the phone and for the desk. */
export function OfferForm({ of, onChange }: { of: OfferDraft; onChange: (of: OfferDraft) => void }) {
  const w = useWords(offerWords)
  const b = useWords(neighbourBook)
  const say = useSay()
  const set = (more: Partial<OfferDraft>) => onChange({ ...of, ...more })
  const sexes = (['female', 'male'] as const).map((value) => ({ value, label: b.sexes[value] }))
  const shared = of.skills[0]
  const share = (more: Partial<OfferDraft['skills'][number]>) =>
    set({ skills: of.skills.map((skill) => ({ ...skill, ...more })) })
  const flip = (kind: SkillKind, on: boolean) =>
    set({
      skills: on
        ? [...of.skills, { kind, audience: shared?.audience ?? 'office', nameShown: shared?.nameShown ?? false }].slice(
            0,
            8,
          )
        : of.skills.filter((skill) => skill.kind !== kind),
    })
  return (
    <>
      <Field label={w.skills} group>
        <div className="ui-pills">
          {skillKindCodes.map((kind) => (
            <TickPill key={kind} checked={of.skills.some((one) => one.kind === kind)} onChange={(on) => flip(kind, on)}>
              {say(skillKinds[kind])}
            </TickPill>
          ))}
        </div>
      </Field>
      {shared && (
        <Field label={w.audience} group>
          <Pills
            value={shared.audience}
            onChange={(audience) => share({ audience, ...(audience === 'office' ? { nameShown: false } : {}) })}
            options={audiences.map((value) => ({ value, label: b.audiences[value] }))}
          />
          {shared.audience !== 'office' && (
            <TickPill checked={shared.nameShown} onChange={(nameShown) => share({ nameShown })}>
              {w.nameShown}
            </TickPill>
          )}
        </Field>
      )}
      <Field label={w.when} group>
        <SlotPicker value={of.slots} onChange={(slots) => set({ slots: [...slots] })} />
      </Field>
      <Field label={w.reach} group>
        <Pills
          value={String(of.reachM)}
          onChange={(metres) => set({ reachM: Number(metres) })}
          options={reaches.map((metres) => ({ value: String(metres), label: w.metres(metres) }))}
        />
      </Field>
      <Field label={w.most} group>
        <Pills
          value={String(of.most)}
          onChange={(most) => set({ most: Number(most) })}
          options={mosts.map((most) => ({ value: String(most), label: String(most) }))}
        />
      </Field>
      <Field label={w.speak} group>
        <div className="ui-pills">
          {languageCodes.map((code) => (
            <TickPill
              key={code}
              checked={of.languages.includes(code)}
              onChange={(on) =>
                set({ languages: on ? [...of.languages, code] : of.languages.filter((one) => one !== code) })
              }
            >
              {say(languages[code])}
            </TickPill>
          ))}
        </div>
      </Field>
      <Field label={w.iAm} hint={w.iAmHint} group>
        <Pills
          value={of.sex ?? 'any'}
          onChange={(next) => set({ sex: next === 'any' ? null : next })}
          options={[{ value: 'any' as const, label: w.notSaid }, ...sexes]}
        />
      </Field>
      <Field label={w.helpsSex} group>
        <Pills
          value={of.helpsSex ?? 'any'}
          onChange={(next) => set({ helpsSex: next === 'any' ? null : next })}
          options={[{ value: 'any' as const, label: b.anySex }, ...sexes]}
        />
      </Field>
    </>
  )
}
