import './visits-desk.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { me } from '../../people/contract.ts'
import { listRules, type RuleVersionView } from '../contract.ts'
import { isTriggered, type RuleSpec } from '../rule.ts'
import { visitWords } from '../web/words.ts'
import { RuleForm } from './rules/rule-form.tsx'
import { SettingsForm } from './rules/settings-form.tsx'
import { words } from './rules/words.ts'

type Rule = ResponseOf<typeof listRules>['rules'][number]

/** `/visits/rules`: the rules in force with their versions; an administrator changes them. */
export default function RulesPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(listRules)
  const reader = useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data
  const edits = reader?.roles.includes('administrator') ?? false
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && (
        <div className="vi-rules">
          {data.rules.map((rule) => (
            <RuleSheet key={rule.code} rule={rule} edits={edits} />
          ))}
          <SettingsForm key={JSON.stringify(data.settings)} settings={data.settings} edits={edits} />
        </div>
      )}
    </Page>
  )
}

function RuleSheet({ rule, edits }: { rule: Rule; edits: boolean }) {
  const w = useWords(words)
  const say = useSay()
  const [editing, setEditing] = useState(false)
  const current = rule.versions.find(({ version }) => version === rule.inForce) ?? rule.versions[0]
  if (!current) return null
  const { spec } = current
  return (
    <Sheet
      title={say(spec.name)}
      tools={
        <>
          {spec.paused && <StatusWord words={w.paused} tone="stopped" />}
          {spec.proposal && <StatusWord words={w.proposal} />}
          {edits && !editing && (
            <Button icon="edit" onClick={() => setEditing(true)}>
              {w.edit}
            </Button>
          )}
        </>
      }
    >
      <div className="ui-stack">
        <RuleFacts current={current} />
        {editing && <RuleForm code={rule.code} spec={spec} onDone={() => setEditing(false)} />}
        <Versions rule={rule} current={current} />
      </div>
    </Sheet>
  )
}

function RuleFacts({ current }: { current: RuleVersionView }) {
  const w = useWords(words)
  const v = useWords(visitWords)
  const say = useSay()
  const { spec } = current
  const tags: Readonly<Record<string, string>> = w.tags
  const kinds: Readonly<Record<string, string>> = w.postKinds
  const asks = spec.form.questions.map((question) => say(question.words)).join(' ')
  const whom =
    isTriggered(spec.when) || spec.when.tag === null ? w.everybody : w.tagged(tags[spec.when.tag] ?? spec.when.tag)
  return (
    <Facts
      rows={[
        { label: w.who, value: `${w.kind[spec.subjectKind]} · ${whom}` },
        { label: w.when, value: `${useWhen()(spec)} · ${v.method[spec.method]}` },
        {
          label: w.holder,
          value: spec.by
            .map(({ role, postKind }) => (role ? w.roles[role] : (kinds[postKind ?? ''] ?? postKind)))
            .join(w.orElse),
        },
        { label: w.questions, value: `${asks} · ${w.photos(spec.form.photos)}` },
        { label: v.missed, value: w.tries(spec.retryAfter, spec.tries) },
        { label: w.source, value: spec.source },
      ]}
    />
  )
}

function useWhen(): (spec: RuleSpec) => string {
  const w = useWords(words)
  return ({ when }) => {
    if (!isTriggered(when)) return w.every[when.every]
    const named: Readonly<Record<string, string>> = w.trigger
    const again = when.again === null ? '' : ` · ${w.again(when.again)}`
    return `${named[when.on] ?? when.on} ${w.within(when.within)}${again}`
  }
}

function Versions({ rule, current }: { rule: Rule; current: RuleVersionView }) {
  const w = useWords(words)
  const format = useFormat()
  const line = ({ version, validFrom, authorName }: RuleVersionView) =>
    [w.version(version, format.shortDay(validFrom)), authorName && w.by(authorName)].filter(Boolean).join(' · ')
  const others = rule.versions.filter(({ version }) => version !== current.version)
  return (
    <>
      <p className="ui-muted ui-small">{line(current)}</p>
      {others.length > 0 && (
        <details>
          <summary>{w.earlier}</summary>
          <ul>
            {others.map((one) => (
              <li key={one.version}>
                {line(one)} · {one.spec.source}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
