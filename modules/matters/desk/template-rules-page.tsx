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
import {
  getTemplateRules,
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
import { DocumentDraft, DocumentVersions } from './rules/document-draft.tsx'
import { words } from './rules/words.ts'

/** `/rules/templates`: what is often written to those who ask, a draft that is tried and saved, and the versions so far. */
export default function TemplateRulesPage() {
  const w = useWords(words)
  const a = useWords(answerWords)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(getTemplateRules)
  return (
    <Page title={a.templates}>
      <PageHeader title={a.templates} above={[{ words: w.back, to: '/rules' }]} lead={a.templatesLead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && <Editor data={data} />}
    </Page>
  )
}

interface Draft {
  readonly templates: Templates
  readonly base: number
  readonly backTo: number | null
}

const sentOf = (templates: Templates) => templates.map((one) => ({ ...one, actions: [...one.actions] }))

function Editor({ data }: { data: TemplateRules }) {
  const w = useWords(words)
  const a = useWords(answerWords)
  const format = useFormat()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [tried, setTried] = useState<Templates | null>(null)
  const saves = hasRole(useMe(), 'administrator')
  const before: Templates = data.versions.find(({ version }) => version === data.inForce)?.body ?? []
  const now = draft?.templates ?? before
  const trial = useCommand(tryTemplateRules)
  const save = useCommand(saveTemplateRules, {
    changes: [getTemplateRules, listRuleSets, matterTemplates],
    onDone: ({ version }) => {
      toast(w.saved(version))
      setDraft(null)
    },
  })
  const begin = (templates: Templates, backTo = draft?.backTo ?? null) =>
    setDraft({ templates, base: draft?.base ?? data.newest, backTo })
  const counts = tried === now ? trial.data : undefined
  const n = (count: number) => format.number(count)
  return (
    <div className="ui-stack">
      <TemplateSheet data={data} draft={now} onChange={begin} />
      <DocumentDraft
        key={data.newest}
        changes={templateChanges(before, now).length > 0 ? <Changes before={before} after={now} /> : null}
        nothing={a.none}
        backTo={draft?.backTo ?? null}
        tryWords={a.tryTemplates}
        onTry={() => {
          setTried(now)
          trial.mutate({ body: { templates: sentOf(now) } })
        }}
        trying={trial.isPending}
        trial={counts ? <Counts draft={now} counts={counts} /> : null}
        planned={data.versions.filter(({ state }) => state === 'planned')}
        saves={saves}
        saving={save.isPending}
        error={trial.error ?? save.error}
        onSave={(as) => {
          const backTo = draft?.backTo ?? null
          const back = backTo === null ? {} : { backTo }
          save.mutate({ body: { templates: sentOf(now), base: draft?.base ?? data.newest, ...back, ...as } })
        }}
        onDrop={() => setDraft(null)}
      />
      <DocumentVersions
        versions={data.versions}
        inForce={data.inForce}
        changesOf={(was, is) => <Changes before={was.body} after={is.body} />}
        triedOf={({ tried: t }) => t && a.templatesTried(n(t.matters), n(t.covered))}
        onRestore={({ body, version }) => begin(body, version)}
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
