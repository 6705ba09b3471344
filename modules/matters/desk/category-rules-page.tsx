import './rules/rules.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { listKinds } from '../contract.ts'
import {
  type CategoryRules,
  getCategoryRules,
  getCategoryVersion,
  saveCategoryRules,
  type TreeTrial,
  tryCategoryRules,
} from '../rules/category-contract.ts'
import { type CategoryTree, treeChanges } from '../rules/category-draft.ts'
import { listRuleSets } from '../rules/contract.ts'
import { hasRole, useMe } from './parts/me.ts'
import { CategorySheet } from './rules/category-sheet.tsx'
import { DocumentDraft } from './rules/document-draft.tsx'
import { documentWords } from './rules/document-words.ts'
import { RulePage } from './rules/rule-page.tsx'
import { SavedVersions } from './rules/saved-versions.tsx'
import { useRuleDraft } from './rules/use-rule-draft.ts'
import { words } from './rules/words.ts'

/** `/rules/categories/$tree`: the categories of a tree, a draft that is tried and saved, and the versions so far. */
export default function CategoryRulesPage() {
  const d = useWords(documentWords)
  const say = useSay()
  const tree = useParam('tree')
  const answer = useEndpoint(getCategoryRules, { params: { tree } })
  return (
    <RulePage title={answer.data ? say(answer.data.name) : d.trees} lead={d.treesLead} answer={answer}>
      {(data) => <Editor key={tree} data={data} />}
    </RulePage>
  )
}

function Editor({ data }: { data: CategoryRules }) {
  const w = useWords(words)
  const d = useWords(documentWords)
  const format = useFormat()
  const saves = hasRole(useMe(), 'administrator')
  const before: CategoryTree = data.body
  const draft = useRuleDraft<CategoryTree>(before, data.newest)
  const { now } = draft
  const params = { tree: data.tree }
  const trial = useCommand(tryCategoryRules)
  const save = useCommand(saveCategoryRules, {
    changes: [getCategoryRules, listRuleSets, listKinds],
    onDone: ({ version }) => {
      toast(w.saved(version))
      draft.drop()
    },
  })
  const sent = now.map((node) => ({ ...node, keywords: [...node.keywords] }))
  const differs = treeChanges(before, now).length > 0
  // What a later version added cannot be taken away again: going back retires it.
  const restore = (body: CategoryTree) => {
    const named = new Set(body.map(({ code }) => code))
    return [...body, ...before.filter(({ code }) => !named.has(code)).map((node) => ({ ...node, retired: true }))]
  }
  return (
    <div className="ui-stack">
      <CategorySheet data={data} before={before} draft={now} onChange={draft.change} />
      <DocumentDraft
        key={data.newest}
        changes={differs ? <Changes before={before} after={now} /> : null}
        nothing={d.none}
        backTo={draft.backTo}
        tryWords={d.try}
        onTry={() => {
          draft.markTried()
          trial.mutate({ params, body: { tree: sent } })
        }}
        trying={trial.isPending}
        trial={draft.isTried && trial.data ? <Trial trial={trial.data} /> : null}
        planned={data.planned}
        saves={saves}
        saving={save.isPending}
        error={trial.error ?? save.error}
        onSave={(as) => save.mutate({ params, body: { tree: sent, ...draft.along(as) } })}
        onDrop={draft.drop}
      />
      <SavedVersions
        data={data}
        list={getCategoryRules}
        one={getCategoryVersion}
        params={params}
        changes={(was, is) => <Changes before={was} after={is} />}
        triedOf={({ tried: t }) =>
          t &&
          d.triedWas(format.number(t.added), format.number(t.renamed), format.number(t.retired), format.number(t.open))
        }
        onRestore={(body, version) => draft.restore(restore(body), version)}
      />
    </div>
  )
}

function Changes({ before, after }: { before: CategoryTree; after: CategoryTree }) {
  const d = useWords(documentWords)
  const say = useSay()
  const names = new Map(after.map(({ code, name }) => [code, name]))
  return treeChanges(before, after).map(({ code, what, before: was, after: is }) => {
    const above = is.parent === null ? undefined : names.get(is.parent)
    return (
      <li key={`${code} ${what}`}>
        {d.what[what]}
        {': '}
        {above && `${say(above)} / `}
        {what === 'renamed' && was && (
          <>
            <s>{say(was.name)}</s>
            {' → '}
          </>
        )}
        {say(is.name)}
      </li>
    )
  })
}

function Trial({ trial }: { trial: TreeTrial }) {
  const d = useWords(documentWords)
  const say = useSay()
  const format = useFormat()
  const { counts, rows } = trial
  const n = (count: number) => format.number(count)
  const told = rows.filter(({ open, lastMonth, namedBy }) => open + lastMonth + namedBy.length > 0)
  return (
    <div className="ui-stack" role="status">
      <h3>{d.trial}</h3>
      <p>{counts.retired > 0 ? d.trialSum(n(counts.retired), n(counts.open), n(counts.lastMonth)) : d.trialNone}</p>
      <ul className="ru-changes">
        {told.map((row) => (
          <li key={`${row.code} ${row.what}`}>
            {d.what[row.what]} {say(row.name)} · {d.carries(n(row.open), n(row.lastMonth))}
            {row.namedBy.length > 0 && ` · ${d.named(row.namedBy.map(say).join(d.comma))}`}
          </li>
        ))}
      </ul>
    </div>
  )
}
