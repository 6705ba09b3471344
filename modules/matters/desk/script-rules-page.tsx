import './rules/rules.css'
import './answers/answers.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { callScript, getScriptRules, type ScriptRules, saveScriptRules, tryScriptRules } from '../answers/contract.ts'
import { plainScript, type Scripts, scriptChanges } from '../answers/script.ts'
import { listRuleSets } from '../rules/contract.ts'
import { ScriptSheet, useScriptName } from './answers/script-sheet.tsx'
import { answerWords } from './answers/words.ts'
import { hasRole, useMe } from './parts/me.ts'
import { DocumentDraft, DocumentVersions } from './rules/document-draft.tsx'
import { words } from './rules/words.ts'

/** `/rules/scripts`: what a call-back asks, a draft that is tried and saved, and the versions so far. */
export default function ScriptRulesPage() {
  const w = useWords(words)
  const a = useWords(answerWords)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(getScriptRules)
  return (
    <Page title={a.scripts}>
      <PageHeader title={a.scripts} above={[{ words: w.back, to: '/rules' }]} lead={a.scriptsLead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && <Editor data={data} />}
    </Page>
  )
}

interface Draft {
  readonly scripts: Scripts
  readonly base: number
  readonly backTo: number | null
}

const sentOf = (scripts: Scripts) => scripts.flatMap((one) => plainScript(one) ?? [])

function Editor({ data }: { data: ScriptRules }) {
  const w = useWords(words)
  const a = useWords(answerWords)
  const format = useFormat()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [tried, setTried] = useState<Scripts | null>(null)
  const saves = hasRole(useMe(), 'administrator')
  const before: Scripts = data.versions.find(({ version }) => version === data.inForce)?.body ?? []
  const now = draft?.scripts ?? before
  const trial = useCommand(tryScriptRules)
  const save = useCommand(saveScriptRules, {
    changes: [getScriptRules, listRuleSets, callScript],
    onDone: ({ version }) => {
      toast(w.saved(version))
      setDraft(null)
    },
  })
  const begin = (scripts: Scripts, backTo = draft?.backTo ?? null) =>
    setDraft({ scripts, base: draft?.base ?? data.newest, backTo })
  const counts = tried === now ? trial.data : undefined
  const n = (count: number) => format.number(count)
  return (
    <div className="ui-stack">
      <ScriptSheet data={data} draft={now} onChange={begin} />
      <DocumentDraft
        key={data.newest}
        changes={scriptChanges(before, now).length > 0 ? <Changes data={data} before={before} after={now} /> : null}
        nothing={a.none}
        backTo={draft?.backTo ?? null}
        tryWords={a.tryScripts}
        onTry={() => {
          setTried(now)
          trial.mutate({ body: { scripts: sentOf(now) } })
        }}
        trying={trial.isPending}
        trial={counts ? <p>{a.scriptsTrial(n(counts.calls), n(counts.scripted))}</p> : null}
        planned={data.versions.filter(({ state }) => state === 'planned')}
        saves={saves}
        saving={save.isPending}
        error={trial.error ?? save.error}
        onSave={(as) => {
          const backTo = draft?.backTo ?? null
          const back = backTo === null ? {} : { backTo }
          save.mutate({ body: { scripts: sentOf(now), base: draft?.base ?? data.newest, ...back, ...as } })
        }}
        onDrop={() => setDraft(null)}
      />
      <DocumentVersions
        versions={data.versions}
        inForce={data.inForce}
        changesOf={(was, is) => <Changes data={data} before={was.body} after={is.body} />}
        triedOf={({ tried: t }) => t && a.scriptsTried(n(t.calls), n(t.scripted))}
        onRestore={({ body, version }) => begin(body, version)}
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
