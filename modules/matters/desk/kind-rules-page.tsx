import './rules/rules.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { useParam } from '../../../ui/navigation.tsx'
import type { KindSpec } from '../kind.ts'
import { getKindRules, type KindRules } from '../rules/contract.ts'
import { hasRole, useMe } from './parts/me.ts'
import { EndSheet } from './rules/asking-sheet.tsx'
import { ConditionsSheet } from './rules/conditions-sheet.tsx'
import { DraftSheet } from './rules/draft-sheet.tsx'
import { FormSheet } from './rules/form-sheet.tsx'
import { LimitSheet } from './rules/limit-sheet.tsx'
import { RulePage } from './rules/rule-page.tsx'
import { useRuleDraft } from './rules/use-rule-draft.ts'
import { VersionsSheet } from './rules/versions-sheet.tsx'
import { words } from './rules/words.ts'

/** `/rules/kinds/$code`: the time limits, form and conditions of a kind, a draft that is tried and saved, and the versions so far. */
export default function KindRulesPage() {
  const w = useWords(words)
  const say = useSay()
  const code = useParam('code')
  const answer = useEndpoint(getKindRules, { params: { code } })
  const title = answer.data ? w.limitsOf(say(answer.data.spec.name)) : w.title
  return (
    <RulePage title={title} lead={w.limitsLead} answer={answer}>
      {(data) => <Editor key={code} data={data} />}
    </RulePage>
  )
}

function Editor({ data }: { data: KindRules }) {
  const saves = hasRole(useMe(), 'administrator')
  const draft = useRuleDraft<KindSpec>(data.spec, data.newest)
  const { now, change } = draft
  return (
    <div className="ui-stack">
      <LimitSheet
        data={data}
        before={data.spec.limits}
        draft={now.limits}
        onChange={(limits) => change({ ...now, limits })}
      />
      <FormSheet form={now.form ?? []} earlier={data.forms} onChange={(form) => change({ ...now, form })} />
      <ConditionsSheet data={data} draft={now} onChange={change} />
      <EndSheet data={data} draft={now} onChange={change} />
      <DraftSheet data={data} draft={draft} saves={saves} />
      <VersionsSheet data={data} onRestore={({ version, spec }) => draft.restore(spec, version)} />
    </div>
  )
}
