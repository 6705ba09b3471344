import './rules/rules.css'
import './ladder/ladder.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { toast } from '../../../ui/pocket/toast.tsx'
import {
  getLadderRules,
  getLadderVersion,
  type LadderRules,
  type LadderTrialCounts,
  saveLadderRules,
  tryLadderRules,
} from '../ladder/contract.ts'
import { type Ladder, type Ladders, ladderChanges, ladderKey, ladderKinds } from '../ladder/ladder.ts'
import { listRuleSets } from '../rules/contract.ts'
import { LadderSheet, useWhom } from './ladder/ladder-sheet.tsx'
import { ladderWords } from './ladder/words.ts'
import { hasRole, useMe } from './parts/me.ts'
import { DocumentDraft } from './rules/document-draft.tsx'
import { RulePage } from './rules/rule-page.tsx'
import { SavedVersions } from './rules/saved-versions.tsx'
import { useRuleDraft } from './rules/use-rule-draft.ts'
import { words } from './rules/words.ts'

/** `/rules/ladder`: what happens to a matter that runs late, a draft that is tried and saved, and the versions so far. */
export default function LadderRulesPage() {
  const l = useWords(ladderWords)
  return (
    <RulePage title={l.title} lead={l.lead} answer={useEndpoint(getLadderRules)}>
      {(data) => <Editor data={data} />}
    </RulePage>
  )
}

/** As it goes out: lists that may be written to. */
const sentOf = (ladders: Ladders) =>
  ladders.map((ladder) => ({ ...ladder, steps: ladder.steps.map((step) => ({ ...step })) }))

function Editor({ data }: { data: LadderRules }) {
  const w = useWords(words)
  const l = useWords(ladderWords)
  const format = useFormat()
  const [round, setRound] = useState(0)
  const saves = hasRole(useMe(), 'administrator')
  const before: Ladders = data.body
  const draft = useRuleDraft<Ladders>(before, data.newest)
  const { now } = draft
  const trial = useCommand(tryLadderRules)
  const drop = () => {
    draft.drop()
    setRound((n) => n + 1)
  }
  const save = useCommand(saveLadderRules, {
    changes: [getLadderRules, listRuleSets],
    onDone: ({ version }) => {
      toast(w.saved(version))
      drop()
    },
  })
  const counts = draft.isTried ? trial.data : undefined
  return (
    <div className="ui-stack">
      <LadderSheet key={round} data={data} draft={now} onChange={draft.change} />
      <DocumentDraft
        key={data.newest}
        changes={ladderChanges(before, now).length > 0 ? <Changes data={data} before={before} after={now} /> : null}
        nothing={l.none}
        backTo={draft.backTo}
        tryWords={l.try}
        onTry={() => {
          draft.markTried()
          trial.mutate({ body: { ladders: sentOf(now) } })
        }}
        trying={trial.isPending}
        trial={counts ? <Counts counts={counts} /> : null}
        planned={data.planned}
        saves={saves}
        saving={save.isPending}
        error={trial.error ?? save.error}
        onSave={(as) => save.mutate({ body: { ladders: sentOf(now), ...draft.along(as) } })}
        onDrop={drop}
      />
      <SavedVersions
        data={data}
        list={getLadderRules}
        one={getLadderVersion}
        changes={(was, is) => <Changes data={data} before={was} after={is} />}
        triedOf={({ tried: t }) => {
          const n = (count: number) => format.number(count)
          return t && l.tried(n(t.draft.urge), n(t.draft.order), n(t.draft.bulletin), n(t.draft.talk))
        }}
        onRestore={(body, version) => {
          setRound((n) => n + 1)
          draft.restore(body, version)
        }}
      />
    </div>
  )
}

/** So many would have been urged, put on an order, named, called to a talk; beside what the ladder in force would have done. */
function Counts({ counts }: { counts: LadderTrialCounts }) {
  const l = useWords(ladderWords)
  const format = useFormat()
  const n = (count: number) => format.number(count)
  return (
    <>
      <p>{l.trial(n(counts.matters))}</p>
      <dl className="ru-would">
        {ladderKinds.map((kind) => (
          <div key={kind}>
            <dt>{l.would[kind]}</dt>
            <dd>{l.matters(n(counts.draft[kind]), n(counts.inForce[kind]))}</dd>
          </div>
        ))}
      </dl>
      {counts.running && <p>{l.running(n(counts.running.touched), n(counts.running.passed))}</p>}
    </>
  )
}

function Changes({ data, before, after }: { data: LadderRules; before: Ladders; after: Ladders }) {
  const l = useWords(ladderWords)
  const whom = useWhom(data)
  const said = useStepsSaid()
  return ladderChanges(before, after).map(({ before: was, after: is }) => {
    const one = is ?? was
    if (!one) return null
    return (
      <li key={ladderKey(one)}>
        {whom(one)}
        {': '}
        {was && (
          <>
            <s>{said(was)}</s>
            {l.arrow}
          </>
        )}
        {is ? said(is) : l.gone}
      </li>
    )
  })
}

/** The steps of a ladder in one line. */
function useStepsSaid(): (ladder: Ladder) => string {
  const l = useWords(ladderWords)
  const w = useWords(words)
  return ({ steps }) =>
    steps
      .map(({ when, what, by }) => {
        const at =
          when.unit === 'percent' ? l.atPercent(String(when.amount)) : l.after(`${when.amount} ${w.units[when.unit]}`)
        return l.stepSaid(at, l.kinds[what], l.roles[by])
      })
      .join(l.arrow)
}
