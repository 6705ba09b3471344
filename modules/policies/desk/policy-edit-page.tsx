import './policies.css'
import { type ReactNode, useMemo, useState } from 'react'
import { dayOf } from '../../../kernel/time/day.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation, useParam } from '../../../ui/navigation.tsx'
import { Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { uiWords } from '../../../ui/words.ts'
import { getPolicy, listPolicies, saveDraft } from '../contract.ts'
import type { Dictionary } from '../fact.ts'
import { openPolicy, type PolicySpec } from '../policy.ts'
import { policyBook } from '../policy-words.ts'
import { punctuated } from '../punctuation.ts'
import { AmountEditor } from './editor/amount-editor.tsx'
import { GroupEditor } from './editor/condition-editor.tsx'
import { type Draft, draftOf, emptyDraft, specOf } from './editor/draft.ts'
import { TrialSheet } from './editor/trial-sheet.tsx'
import { editorWords } from './editor/words.ts'
import type { Office } from './parts/office.ts'
import { AmountInWords, ConditionsInWords } from './parts/rules-view.tsx'
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
  const spec = useMemo(() => specOf(draft), [draft])
  const { policy, faults } = useMemo(() => openPolicy('draft', spec, dictionary), [spec, dictionary])
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
      {tried && faults.length > 0 && <Faults faults={faults} />}
      <Columns
        main={
          <>
            <Sheet title={w.rules}>
              <GroupEditor
                shape={draft.conditions}
                dictionary={dictionary}
                onChange={(next) => next.kind === 'group' && put({ conditions: next })}
              />
            </Sheet>
            <Sheet title={w.amount}>
              <AmountEditor amount={draft.amount} dictionary={dictionary} onChange={(amount) => put({ amount })} />
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
          <>
            <Sheet title={w.preview}>
              {policy ? <Preview spec={policy.spec} dictionary={dictionary} /> : <Faults faults={faults} calm />}
            </Sheet>
            <TrialSheet spec={policy?.spec ?? null} />
          </>
        }
      />
    </Page>
  )
}

type Faulty = ReturnType<typeof openPolicy>['faults']

function Faults({ faults, calm = false }: { faults: Faulty; calm?: boolean }) {
  const w = useWords(editorWords)
  const say = useSay()
  const list = (
    <ul className="policy-rules">
      {faults.slice(0, 8).map(({ path, words }) => (
        <li key={`${path} ${words.en}`}>
          <span className="ui-code">{path}</span> {say(punctuated(words))}
        </li>
      ))}
    </ul>
  )
  if (!calm) return <ErrorNote what={w.faults(faults.length)} next={list} />
  return (
    <>
      <p>{w.faults(faults.length)}</p>
      {list}
    </>
  )
}

function Preview({ spec, dictionary }: { spec: PolicySpec; dictionary: Dictionary }) {
  const all = useWords(words)
  return (
    <>
      <ConditionsInWords conditions={spec.conditions} dictionary={dictionary} />
      <h2 className="policy-second">{all.amount}</h2>
      <AmountInWords amount={spec.amount} dictionary={dictionary} />
    </>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly put: (patch: Partial<Draft>) => void
}

type TextName = 'titleZh' | 'titleEn' | 'summaryZh' | 'summaryEn' | 'forWhomZh' | 'forWhomEn' | 'source'

function Basics({ draft, put, children }: PartProps & { children: ReactNode }) {
  const w = useWords(editorWords)
  const text = (name: TextName) => (
    <Field key={name} label={w[name]}>
      {(control) => (
        <TextInput control={control} value={draft[name]} onChange={(value) => put({ [name]: value })} maxLength={200} />
      )}
    </Field>
  )
  return (
    <Sheet title={w.basics}>
      <div className="policy-form-row">
        {children}
        {(['titleZh', 'titleEn', 'summaryZh', 'summaryEn', 'forWhomZh', 'forWhomEn', 'source'] as const).map(text)}
        <Field label={w.documents} hint={w.documentsHint}>
          {(control) => (
            <TextArea control={control} rows={3} value={draft.documents} onChange={(documents) => put({ documents })} />
          )}
        </Field>
      </div>
    </Sheet>
  )
}

function Terms({ draft, put, offices }: PartProps & { offices: readonly Office[] }) {
  const w = useWords(editorWords)
  const p = useWords(policyBook)
  const say = useSay()
  const day = (name: 'validFrom' | 'validUntil' | 'applyBy') => (
    <Field key={name} label={w[name]}>
      {(control) => (
        <TextInput control={control} type="date" value={draft[name]} onChange={(value) => put({ [name]: value })} />
      )}
    </Field>
  )
  const known = offices.some(({ code }) => code === draft.office)
  const options = offices.map(({ code, name }) => ({ value: code, label: say(name) }))
  return (
    <Sheet title={w.terms}>
      <div className="policy-form-row">
        {(['validFrom', 'validUntil', 'applyBy'] as const).map(day)}
        <Field label={w.office}>
          {(control) => (
            <Select
              control={control}
              value={draft.office}
              onChange={(office) => put({ office })}
              options={known || !draft.office ? options : [...options, { value: draft.office, label: draft.office }]}
            />
          )}
        </Field>
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
