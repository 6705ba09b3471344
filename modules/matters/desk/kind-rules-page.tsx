import './rules/rules.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { KindSpec } from '../kind.ts'
import { getKindRules, type KindRules } from '../rules/contract.ts'
import { hasRole, useMe } from './parts/me.ts'
import { ConditionsSheet } from './rules/conditions-sheet.tsx'
import { DraftSheet } from './rules/draft-sheet.tsx'
import { LimitSheet } from './rules/limit-sheet.tsx'
import { VersionsSheet } from './rules/versions-sheet.tsx'
import { words } from './rules/words.ts'

/** `/rules/kinds/$code`: the time limits and conditions of a kind, a draft that is tried and saved, and the versions so far. */
export default function KindRulesPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(getKindRules, { params: { code } })
  const spec = data?.versions.find(({ version }) => version === data.inForce)?.spec
  const title = spec ? w.limitsOf(say(spec.name)) : w.title
  return (
    <Page title={title}>
      <PageHeader title={title} above={[{ words: w.back, to: '/rules' }]} lead={w.limitsLead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && spec && <Editor key={code} data={data} spec={spec} />}
    </Page>
  )
}

/** A draft that stays as it is when a colleague saves meanwhile: it is then told so, not thrown away. */
interface Draft {
  readonly spec: KindSpec
  /** The newest version when the draft was begun. */
  readonly base: number
  readonly backTo: number | null
}

function Editor({ data, spec }: { data: KindRules; spec: KindSpec }) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const saves = hasRole(useMe(), 'administrator')
  const newest = data.versions[0]?.version ?? 0
  const now = draft?.spec ?? spec
  const begin = (to: KindSpec, backTo = draft?.backTo ?? null) =>
    setDraft({ spec: to, base: draft?.base ?? newest, backTo })
  return (
    <div className="ui-stack">
      <LimitSheet
        data={data}
        before={spec.limits}
        draft={now.limits}
        onChange={(limits) => begin({ ...now, limits })}
      />
      <ConditionsSheet data={data} draft={now} onChange={begin} />
      <DraftSheet
        data={data}
        before={spec}
        draft={now}
        base={draft?.base ?? newest}
        backTo={draft?.backTo ?? null}
        saves={saves}
        onDrop={() => setDraft(null)}
      />
      <VersionsSheet data={data} onRestore={({ version, spec: earlier }) => begin(earlier, version)} />
    </div>
  )
}
