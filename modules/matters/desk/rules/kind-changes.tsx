import { spanWords } from '../../../../kernel/time/time-words.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import type { StatementChange } from '../../forms/form-draft.ts'
import type { KindSpec } from '../../kind.ts'
import { matterWords } from '../../matter-words.ts'
import type { KindRules } from '../../rules/contract.ts'
import { limitChanges } from '../../rules/limit-grid.ts'
import { specChanges } from '../../rules/spec-changes.ts'
import { formWords } from './form-words.ts'
import { words } from './words.ts'

interface ChangesProps {
  readonly data: KindRules
  readonly before: KindSpec
  readonly after: KindSpec
}

/** What differs between two versions of a kind, in words. */
export function KindChanges({ data, before, after }: ChangesProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const lang = useLang()
  const say = useSay()
  const names = new Map(data.categories.map(({ code, name }) => [code, say(name)]))
  const named = (category: string | null) => (category === null ? w.general : (names.get(category) ?? category))
  const other = specChanges(before, after)
  const asked = (n: number | null) => (n === null ? w.none : w.pictures(n))
  return (
    <>
      {limitChanges(before.limits, after.limits).map(({ stage, category, column, ...span }) => (
        <li key={`${stage} ${category} ${column}`}>
          {m.stage[stage]} · {named(category)} · {w.column[column]}
          {': '}
          <s>{span.before ? spanWords(lang, span.before) : w.none}</s> →{' '}
          {span.after ? spanWords(lang, span.after) : w.none}
        </li>
      ))}
      {other.words.map((one) => (
        <li key={one.field}>
          {w.field[one.field]}
          {': '}
          <s>{one.before ? say(one.before) : w.emptyWords}</s> → {one.after ? say(one.after) : w.emptyWords}
        </li>
      ))}
      {other.doors.map(({ door, opens }) => (
        <li key={door}>{opens ? w.doorOpens(w.door[door]) : w.doorShuts(w.door[door])}</li>
      ))}
      {other.pictures.map((one) => (
        <li key={`pictures ${one.category ?? ''}`}>
          {w.picturesAsked} · {named(one.category)}
          {': '}
          <s>{asked(one.before)}</s> → {asked(one.after)}
        </li>
      ))}
      <FormChanges before={before} after={after} />
    </>
  )
}

function FormChanges({ before, after }: Omit<ChangesProps, 'data'>) {
  const f = useWords(formWords)
  const w = useWords(words)
  const say = useSay()
  const { fields, filing, closing, switches, roles, reportPictures } = specChanges(before, after)
  const roleNames: Readonly<Record<string, string>> = f.role
  const rolesOf = (some: readonly string[] | null) =>
    some === null ? f.everyone : some.map((role) => roleNames[role] ?? role).join(' ')
  return (
    <>
      {fields.map(({ key, label, what }) => (
        <li key={`field ${key}`}>
          {f.change[what]} · {f.field}
          {': '}
          {what === 'removed' ? <s>{say(label)}</s> : say(label) || f.nameless}
        </li>
      ))}
      <Statements name={f.filingOne} changes={filing} />
      <Statements name={f.closingOne} changes={closing} />
      {reportPictures && (
        <li>
          {f.reportPictures}
          {': '}
          <s>{w.pictures(reportPictures.before)}</s> → {w.pictures(reportPictures.after)}
        </li>
      )}
      {roles && (
        <li>
          {f.roles}
          {': '}
          <s>{rolesOf(roles.before)}</s> → {rolesOf(roles.after)}
        </li>
      )}
      {switches.map(({ what, on }) => (
        <li key={what}>{on ? f.on[what] : f.off[what]}</li>
      ))}
    </>
  )
}

function Statements({ name, changes }: { name: string; changes: readonly StatementChange[] }) {
  const f = useWords(formWords)
  const say = useSay()
  return changes.map(({ key, before, after }) => (
    <li key={`${name} ${key}`}>
      {f.change[before ? (after ? 'changed' : 'removed') : 'added']} · {name}
      {': '}
      {before && <s>{say(before)}</s>}
      {before && after && ' → '}
      {after && (say(after) || f.nameless)}
    </li>
  ))
}
