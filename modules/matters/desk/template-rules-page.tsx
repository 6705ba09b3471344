import './rules/rules.css'
import './answers/answers.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { toast } from '../../../ui/pocket/toast.tsx'
import {
  getTemplateRules,
  getTemplateVersion,
  matterTemplates,
  saveTemplateRules,
  type TemplateRules,
  type TemplateTrialCounts,
  tryTemplateRules,
} from '../answers/contract.ts'
import { type Templates, templateChanges } from '../answers/template.ts'
import { listRuleSets } from '../rules/contract.ts'
import { TemplateSheet } from './answers/template-sheet.tsx'
import { answerWords } from './answers/words.ts'
import { hasRole, useMe } from './parts/me.ts'
import { DocumentDraft } from './rules/document-draft.tsx'
import { RulePage } from './rules/rule-page.tsx'
import { SavedVersions } from './rules/saved-versions.tsx'
import { useRuleDraft } from './rules/use-rule-draft.ts'
import { words } from './rules/words.ts'

/** `/rules/templates`: what is often written to those who ask, a draft that is tried and saved, and the versions so far. */
export default function TemplateRulesPage() {
  const a = useWords(answerWords)
  return (
    <RulePage title={a.templates} lead={a.templatesLead} answer={useEndpoint(getTemplateRules)}>
      {(data) => <Editor data={data} />}
    </RulePage>
  )
}

const sentOf = (templates: Templates) => templates.map((one) => ({ ...one, actions: [...one.actions] }))

function Editor({ data }: { data: TemplateRules }) {
  const w = useWords(words)
  const a = useWords(answerWords)
  const format = useFormat()
  const saves = hasRole(useMe(), 'administrator')
  const before: Templates = data.body
  const draft = useRuleDraft<Templates>(before, data.newest)
  const { now } = draft
  const trial = useCommand(tryTemplateRules)
  const save = useCommand(saveTemplateRules, {
    changes: [getTemplateRules, listRuleSets, matterTemplates],
    onDone: ({ version }) => {
      toast(w.saved(version))
      draft.drop()
    },
  })
  const counts = draft.isTried ? trial.data : undefined
  const n = (count: number) => format.number(count)
  return (
    <div className="ui-stack">
      <TemplateSheet data={data} draft={now} onChange={draft.change} />
      <DocumentDraft
        key={data.newest}
        changes={templateChanges(before, now).length > 0 ? <Changes before={before} after={now} /> : null}
        nothing={a.none}
        backTo={draft.backTo}
        tryWords={a.tryTemplates}
        onTry={() => {
          draft.markTried()
          trial.mutate({ body: { templates: sentOf(now) } })
        }}
        trying={trial.isPending}
        trial={counts ? <Counts draft={now} counts={counts} /> : null}
        planned={data.planned}
        saves={saves}
        saving={save.isPending}
        error={trial.error ?? save.error}
        onSave={(as) => save.mutate({ body: { templates: sentOf(now), ...draft.along(as) } })}
        onDrop={draft.drop}
      />
      <SavedVersions
        data={data}
        list={getTemplateRules}
        one={getTemplateVersion}
        changes={(was, is) => <Changes before={was} after={is} />}
        triedOf={({ tried: t }) => t && a.templatesTried(n(t.matters), n(t.covered))}
        onRestore={draft.restore}
      />
    </div>
  )
}

function Counts({ draft, counts }: { draft: Templates; counts: TemplateTrialCounts }) {
  const a = useWords(answerWords)
  const format = useFormat()
  return (
    <>
      <p>{a.templatesTrial(format.number(counts.matters), format.number(counts.covered))}</p>
      <ul className="ru-changes">
        {draft.map(({ name }, n) => (
          <li key={name}>{a.fits(name, format.number(counts.each[n] ?? 0))}</li>
        ))}
      </ul>
    </>
  )
}

function Changes({ before, after }: { before: Templates; after: Templates }) {
  const a = useWords(answerWords)
  return templateChanges(before, after).map(({ name, what }) => (
    <li key={name}>
      {a.change[what]}
      {': '}
      {what === 'removed' ? <s>{name}</s> : name}
    </li>
  ))
}
