import './rules/rules.css'
import './answers/answers.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { toast } from '../../../ui/pocket/toast.tsx'
import {
  callScript,
  getScriptRules,
  getScriptVersion,
  type ScriptRules,
  saveScriptRules,
  tryScriptRules,
} from '../answers/contract.ts'
import { plainScript, type Scripts, scriptChanges } from '../answers/script.ts'
import { listRuleSets } from '../rules/contract.ts'
import { ScriptSheet, useScriptName } from './answers/script-sheet.tsx'
import { answerWords } from './answers/words.ts'
import { hasRole, useMe } from './parts/me.ts'
import { DocumentDraft } from './rules/document-draft.tsx'
import { RulePage } from './rules/rule-page.tsx'
import { SavedVersions } from './rules/saved-versions.tsx'
import { useRuleDraft } from './rules/use-rule-draft.ts'
import { words } from './rules/words.ts'

/** `/rules/scripts`: what a call-back asks, a draft that is tried and saved, and the versions so far. */
export default function ScriptRulesPage() {
  const a = useWords(answerWords)
  return (
    <RulePage title={a.scripts} lead={a.scriptsLead} answer={useEndpoint(getScriptRules)}>
      {(data) => <Editor data={data} />}
    </RulePage>
  )
}

const sentOf = (scripts: Scripts) => scripts.flatMap((one) => plainScript(one) ?? [])

function Editor({ data }: { data: ScriptRules }) {
  const w = useWords(words)
  const a = useWords(answerWords)
  const format = useFormat()
  const saves = hasRole(useMe(), 'administrator')
  const before: Scripts = data.body
  const draft = useRuleDraft<Scripts>(before, data.newest)
  const { now } = draft
  const trial = useCommand(tryScriptRules)
  const save = useCommand(saveScriptRules, {
    changes: [getScriptRules, listRuleSets, callScript],
    onDone: ({ version }) => {
      toast(w.saved(version))
      draft.drop()
    },
  })
  const counts = draft.isTried ? trial.data : undefined
  const n = (count: number) => format.number(count)
  return (
    <div className="ui-stack">
      <ScriptSheet data={data} draft={now} onChange={draft.change} />
      <DocumentDraft
        key={data.newest}
        changes={scriptChanges(before, now).length > 0 ? <Changes data={data} before={before} after={now} /> : null}
        nothing={a.none}
        backTo={draft.backTo}
        tryWords={a.tryScripts}
        onTry={() => {
          draft.markTried()
          trial.mutate({ body: { scripts: sentOf(now) } })
        }}
        trying={trial.isPending}
        trial={counts ? <p>{a.scriptsTrial(n(counts.calls), n(counts.scripted))}</p> : null}
        planned={data.planned}
        saves={saves}
        saving={save.isPending}
        error={trial.error ?? save.error}
        onSave={(as) => save.mutate({ body: { scripts: sentOf(now), ...draft.along(as) } })}
        onDrop={draft.drop}
      />
      <SavedVersions
        data={data}
        list={getScriptRules}
        one={getScriptVersion}
        changes={(was, is) => <Changes data={data} before={was} after={is} />}
        triedOf={({ tried: t }) => t && a.scriptsTried(n(t.calls), n(t.scripted))}
        onRestore={draft.restore}
      />
    </div>
  )
}

function Changes({ data, before, after }: { data: ScriptRules; before: Scripts; after: Scripts }) {
  const a = useWords(answerWords)
  const nameOf = useScriptName(data)
  return scriptChanges(before, after).map(({ kind, before: was, after: is }) => (
    <li key={kind}>
      {nameOf(kind)}
      {': '}
      {was === is ? (
        <>
          {a.questionsSaid(is)}
          {a.changed}
        </>
      ) : (
        <>
          {was !== null && (
            <>
              <s>{a.questionsSaid(was)}</s>
              {a.arrow}
            </>
          )}
          {a.questionsSaid(is)}
        </>
      )}
    </li>
  ))
}
