import './policies.css'
import { type ReactNode, useMemo, useState } from 'react'
import { dayOf } from '../../../kernel/time/day.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field, type FieldControl } from '../../../ui/field.tsx'
import { useNavigation, useParam } from '../../../ui/navigation.tsx'
import { Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { uiWords } from '../../../ui/words.ts'
import { getPolicy, listPolicies, saveDraft } from '../contract.ts'
import type { Dictionary } from '../fact.ts'
import type { PolicySpec } from '../policy.ts'
import { policyBook } from '../policy-words.ts'
import { AmountEditor } from './editor/amount-editor.tsx'
import { ConditionEditor, GroupEditor } from './editor/condition-editor.tsx'
import { type Draft, draftOf, emptyDraft, openDraft } from './editor/draft.ts'
import { AmountExample } from './editor/example.tsx'
import { FaultList } from './editor/fault-list.tsx'
import { RuleFormContext, useFaultNote } from './editor/rule-form.tsx'
import { ruleWords } from './editor/rule-words.ts'
import { TrialSheet, useTrial } from './editor/trial-sheet.tsx'
import { editorWords } from './editor/words.ts'
import type { Office } from './parts/office.ts'
import { ConditionsInWords } from './parts/rules-view.tsx'
import { useDictionary } from './parts/use-dictionary.ts'
import { words } from './words.ts'

/** `/policies/$code/edit`: writes a policy; `new` begins one. Each save is a new version. */
export default function PolicyEditPage() {
  const w = useWords(editorWords)
  const lang = useLang()
  const code = useParam('code')
  const isNew = code === 'new'
  const { dictionary, offices, myOffices, error } = useDictionary()
  const policy = useEndpoint(getPolicy, { params: { code } }, { enabled: !isNew })
  const title = isNew ? w.newTitle : w.editTitle
  const mine = offices.filter((office) => myOffices === null || myOffices.includes(office.code))
  const ready = dictionary && (isNew || policy.data)
  if (!ready)
    return (
      <Page title={title}>
        <PageHeader title={title} />
        <ErrorNote error={error ?? policy.error} />
        {!error && !policy.error && <p>{uiWords[lang].loading}</p>}
      </Page>
    )
  const first = policy.data
    ? draftOf(policy.data.newest.spec, dictionary)
    : emptyDraft(dayOf(new Date()), mine[0]?.code ?? '')
  return (
    <Editor key={code} code={isNew ? null : code} first={first} dictionary={dictionary} offices={mine} title={title} />
  )
}

interface EditorProps {
  readonly code: string | null
  readonly first: Draft
  readonly dictionary: Dictionary
  readonly offices: readonly Office[]
  readonly title: string
}

function Editor({ code, first, dictionary, offices, title }: EditorProps) {
  const w = useWords(editorWords)
  const all = useWords(words)
  const navigation = useNavigation()
  const [draft, setDraft] = useState(first)
  const [chosen, setChosen] = useState(code ?? '')
  const [tried, setTried] = useState(false)
  const put = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const { policy, spec, faults } = useMemo(() => openDraft(draft, dictionary), [draft, dictionary])
  const trial = useTrial(policy?.spec ?? null)
  const form = useMemo(() => ({ dictionary, faults, tried, Condition: ConditionEditor }), [dictionary, faults, tried])
  const save = useCommand(saveDraft, {
    changes: [getPolicy, listPolicies],
    onDone: () => navigation.go(`/policies/${chosen}`),
  })
  const codeWrong = !/^[a-z][a-z0-9_]{1,39}$/.test(chosen) || (code === null && chosen === 'new')
  const submit = () => {
    setTried(true)
    if (policy && !codeWrong) save.mutate({ params: { code: chosen }, body: { spec: policy.spec } })
  }
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: all.title, to: '/policies' }]}
        lead={w.lead}
        actions={
          <Button look="main" icon="check" busy={save.isPending} onClick={submit}>
            {w.save}
          </Button>
        }
      />
      <ErrorNote error={save.error} />
      {tried && faults.length > 0 && <FaultList faults={faults} />}
      <RuleFormContext value={form}>
        <Columns
          main={
            <>
              <Sheet title={w.rules}>
                <GroupEditor group={draft.conditions} at="/conditions" onChange={(conditions) => put({ conditions })} />
                <Reads spec={spec} dictionary={dictionary} />
              </Sheet>
              <Sheet title={w.amount}>
                <AmountEditor amount={draft.amount} onChange={(amount) => put({ amount })} />
                <AmountExample
                  amount={spec.amount}
                  dictionary={dictionary}
                  today={dayOf(new Date())}
                  firms={trial.firms}
                />
              </Sheet>
              <Basics draft={draft} put={put}>
                {code === null && (
                  <Field label={w.code} hint={w.codeHint} error={tried && codeWrong ? w.codeWrong : undefined}>
                    {(control) => <TextInput control={control} value={chosen} onChange={setChosen} maxLength={40} />}
                  </Field>
                )}
              </Basics>
              <Terms draft={draft} put={put} offices={offices} />
            </>
          }
          side={
            <div className="policy-beside">
              <TrialSheet data={trial.data} error={trial.error} />
            </div>
          }
        />
      </RuleFormContext>
    </Page>
  )
}

/** The conditions in plain words, as soon as they have no fault. */
function Reads({ spec: { conditions }, dictionary }: { spec: Pick<PolicySpec, 'conditions'>; dictionary: Dictionary }) {
  const r = useWords(ruleWords)
  return (
    <>
      <h3 className="policy-reads">{r.reads}</h3>
      <ConditionsInWords conditions={conditions} dictionary={dictionary} />
    </>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly put: (patch: Partial<Draft>) => void
}

interface PlacedProps {
  readonly at: string
  readonly label: string
  readonly hint?: string | undefined
  readonly children: (control: FieldControl) => ReactNode
}

/** A field that tells the faults of its place in the policy. */
function Placed({ at, ...field }: PlacedProps) {
  const { words } = useFaultNote(at)
  return (
    <div data-at={at}>
      <Field {...field} error={words} />
    </div>
  )
}

const placeOf: Readonly<Record<TextName, string>> = {
  titleZh: '/title/zh',
  titleEn: '/title/en',
  summaryZh: '/summary/zh',
  summaryEn: '/summary/en',
  forWhomZh: '/forWhom/zh',
  forWhomEn: '/forWhom/en',
  source: '/source',
}

type TextName = 'titleZh' | 'titleEn' | 'summaryZh' | 'summaryEn' | 'forWhomZh' | 'forWhomEn' | 'source'

function Basics({ draft, put, children }: PartProps & { children: ReactNode }) {
  const w = useWords(editorWords)
  const text = (name: TextName) => (
    <Placed key={name} at={placeOf[name]} label={w[name]}>
      {(control) => (
        <TextInput control={control} value={draft[name]} onChange={(value) => put({ [name]: value })} maxLength={200} />
      )}
    </Placed>
  )
  return (
    <Sheet title={w.basics}>
      <div className="policy-form-row">
        {children}
        {(['titleZh', 'titleEn', 'summaryZh', 'summaryEn', 'forWhomZh', 'forWhomEn', 'source'] as const).map(text)}
        <Placed at="/documents" label={w.documents} hint={w.documentsHint}>
          {(control) => (
            <TextArea control={control} rows={3} value={draft.documents} onChange={(documents) => put({ documents })} />
          )}
        </Placed>
      </div>
    </Sheet>
  )
}

function Terms({ draft, put, offices }: PartProps & { offices: readonly Office[] }) {
  const w = useWords(editorWords)
  const p = useWords(policyBook)
  const say = useSay()
  const day = (name: 'validFrom' | 'validUntil' | 'applyBy') => (
    <Placed key={name} at={`/${name}`} label={w[name]} hint={name === 'validUntil' ? w.validUntilHint : undefined}>
      {(control) => (
        <TextInput control={control} type="date" value={draft[name]} onChange={(value) => put({ [name]: value })} />
      )}
    </Placed>
  )
  const known = offices.some(({ code }) => code === draft.office)
  const options = offices.map(({ code, name }) => ({ value: code, label: say(name) }))
  return (
    <Sheet title={w.terms}>
      <div className="policy-form-row">
        {(['validFrom', 'validUntil', 'applyBy'] as const).map(day)}
        <Placed at="/office" label={w.office}>
          {(control) => (
            <Select
              control={control}
              value={draft.office}
              onChange={(office) => put({ office })}
              options={known || !draft.office ? options : [...options, { value: draft.office, label: draft.office }]}
            />
          )}
        </Placed>
        <Field label={w.how}>
          {(control) => (
            <Select
              control={control}
              value={draft.how}
              onChange={(how) => put({ how: how === 'direct' ? 'direct' : 'apply' })}
              options={[
                { value: 'apply', label: p.how.apply },
                { value: 'direct', label: p.how.direct },
              ]}
            />
          )}
        </Field>
      </div>
    </Sheet>
  )
}
