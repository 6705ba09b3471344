import './rules/rules.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { assignees } from '../contract.ts'
import { listRuleSets } from '../rules/contract.ts'
import { type DutyRules, getDutyRules, saveDutyRules, tryDutyRules } from '../rules/duty-contract.ts'
import { type DutyList, dutyChanges } from '../rules/duty-list.ts'
import { hasRole, useMe } from './parts/me.ts'
import { DocumentDraft, DocumentVersions } from './rules/document-draft.tsx'
import { documentWords } from './rules/document-words.ts'
import { DutySheet, useCategoryNames } from './rules/duty-sheet.tsx'
import { words } from './rules/words.ts'

/** `/rules/duties`: what each level may be given, a draft that is tried and saved, and the versions so far. */
export default function DutyRulesPage() {
  const w = useWords(words)
  const d = useWords(documentWords)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(getDutyRules)
  return (
    <Page title={d.duties}>
      <PageHeader title={d.duties} above={[{ words: w.back, to: '/rules' }]} lead={d.dutiesLead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && <Editor data={data} />}
    </Page>
  )
}

interface Draft {
  readonly list: DutyList
  readonly base: number
  readonly backTo: number | null
}

function Editor({ data }: { data: DutyRules }) {
  const w = useWords(words)
  const d = useWords(documentWords)
  const format = useFormat()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [tried, setTried] = useState<DutyList | null>(null)
  const saves = hasRole(useMe(), 'administrator')
  const before: DutyList = data.versions.find(({ version }) => version === data.inForce)?.body ?? []
  const now = draft?.list ?? before
  const sent = now.map((line) => ({ ...line }))
  const trial = useCommand(tryDutyRules)
  const save = useCommand(saveDutyRules, {
    changes: [getDutyRules, listRuleSets, assignees],
    onDone: ({ version }) => {
      toast(w.saved(version))
      setDraft(null)
    },
  })
  const begin = (list: DutyList, backTo = draft?.backTo ?? null) =>
    setDraft({ list, base: draft?.base ?? data.newest, backTo })
  const n = (count: number) => format.number(count)
  const counts = tried === now ? trial.data : undefined
  return (
    <div className="ui-stack">
      <DutySheet data={data} draft={now} onChange={begin} />
      <DocumentDraft
        key={data.newest}
        changes={dutyChanges(before, now).length > 0 ? <Changes data={data} before={before} after={now} /> : null}
        nothing={d.dutiesNone}
        backTo={draft?.backTo ?? null}
        tryWords={d.tryDuties}
        onTry={() => {
          setTried(now)
          trial.mutate({ body: { list: sent } })
        }}
        trying={trial.isPending}
        trial={counts ? <p>{d.dutiesTrial(n(counts.dispatched), n(counts.warned))}</p> : null}
        planned={data.versions.filter(({ state }) => state === 'planned')}
        saves={saves}
        saving={save.isPending}
        error={trial.error ?? save.error}
        onSave={(as) => {
          const backTo = draft?.backTo ?? null
          const back = backTo === null ? {} : { backTo }
          save.mutate({ body: { list: sent, base: draft?.base ?? data.newest, ...back, ...as } })
        }}
        onDrop={() => setDraft(null)}
      />
      <DocumentVersions
        versions={data.versions}
        inForce={data.inForce}
        changesOf={(was, is) => <Changes data={data} before={was.body} after={is.body} />}
        triedOf={({ tried: t }) => t && d.dutiesTried(n(t.dispatched), n(t.warned))}
        onRestore={({ body, version }) => begin(body, version)}
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
