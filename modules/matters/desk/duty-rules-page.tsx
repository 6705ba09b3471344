import './rules/rules.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { toast } from '../../../ui/pocket/toast.tsx'
import { assignees } from '../contract.ts'
import { listRuleSets } from '../rules/contract.ts'
import { type DutyRules, getDutyRules, getDutyVersion, saveDutyRules, tryDutyRules } from '../rules/duty-contract.ts'
import { type DutyList, dutyChanges } from '../rules/duty-list.ts'
import { hasRole, useMe } from './parts/me.ts'
import { DocumentDraft } from './rules/document-draft.tsx'
import { documentWords } from './rules/document-words.ts'
import { DutySheet, useCategoryNames } from './rules/duty-sheet.tsx'
import { RulePage } from './rules/rule-page.tsx'
import { SavedVersions } from './rules/saved-versions.tsx'
import { useRuleDraft } from './rules/use-rule-draft.ts'
import { words } from './rules/words.ts'

/** `/rules/duties`: what each level may be given, a draft that is tried and saved, and the versions so far. */
export default function DutyRulesPage() {
  const d = useWords(documentWords)
  return (
    <RulePage title={d.duties} lead={d.dutiesLead} answer={useEndpoint(getDutyRules)}>
      {(data) => <Editor data={data} />}
    </RulePage>
  )
}

function Editor({ data }: { data: DutyRules }) {
  const w = useWords(words)
  const d = useWords(documentWords)
  const format = useFormat()
  const saves = hasRole(useMe(), 'administrator')
  const before: DutyList = data.body
  const draft = useRuleDraft<DutyList>(before, data.newest)
  const { now } = draft
  const sent = now.map((line) => ({ ...line }))
  const trial = useCommand(tryDutyRules)
  const save = useCommand(saveDutyRules, {
    changes: [getDutyRules, listRuleSets, assignees],
    onDone: ({ version }) => {
      toast(w.saved(version))
      draft.drop()
    },
  })
  const n = (count: number) => format.number(count)
  const counts = draft.isTried ? trial.data : undefined
  return (
    <div className="ui-stack">
      <DutySheet data={data} draft={now} onChange={draft.change} />
      <DocumentDraft
        key={data.newest}
        changes={dutyChanges(before, now).length > 0 ? <Changes data={data} before={before} after={now} /> : null}
        nothing={d.dutiesNone}
        backTo={draft.backTo}
        tryWords={d.tryDuties}
        onTry={() => {
          draft.markTried()
          trial.mutate({ body: { list: sent } })
        }}
        trying={trial.isPending}
        trial={counts ? <p role="status">{d.dutiesTrial(n(counts.dispatched), n(counts.warned))}</p> : null}
        planned={data.planned}
        saves={saves}
        saving={save.isPending}
        error={trial.error ?? save.error}
        onSave={(as) => save.mutate({ body: { list: sent, ...draft.along(as) } })}
        onDrop={draft.drop}
      />
      <SavedVersions
        data={data}
        list={getDutyRules}
        one={getDutyVersion}
        changes={(was, is) => <Changes data={data} before={was} after={is} />}
        triedOf={({ tried: t }) => t && d.dutiesTried(n(t.dispatched), n(t.warned))}
        onRestore={draft.restore}
      />
    </div>
  )
}

function Changes({ data, before, after }: { data: DutyRules; before: DutyList; after: DutyList }) {
  const d = useWords(documentWords)
  const nameOf = useCategoryNames(data)
  return dutyChanges(before, after).map(({ level, category, before: was, after: is }) => (
    <li key={`${level} ${category}`}>
      {d.levels[level]} · {nameOf(category)}
      {': '}
      {was && (
        <>
          <s>{d.dutyWord[was]}</s>
          {' → '}
        </>
      )}
      {is ? d.dutyWord[is] : d.gone}
    </li>
  ))
}
