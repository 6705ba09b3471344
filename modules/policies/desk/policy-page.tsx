import './policies.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam, useUrlState } from '../../../ui/navigation.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { uiWords } from '../../../ui/words.ts'
import { me } from '../../people/contract.ts'
import {
  cancelEvaluation,
  getPolicy,
  listCandidates,
  listPolicies,
  type PolicyView,
  publish,
  pushFigures,
  startEvaluation,
  withdraw,
} from '../contract.ts'
import { policyBook } from '../policy-words.ts'
import { Candidates } from './parts/candidates.tsx'
import { PushTable } from './parts/push-table.tsx'
import { AmountInWords, ConditionsInWords } from './parts/rules-view.tsx'
import { useDictionary } from './parts/use-dictionary.ts'
import { hasRole, PushBoard, tones } from './policies-page.tsx'
import { words } from './words.ts'

const changes = [getPolicy, listPolicies, listCandidates]

/** `/policies/$code`: what a policy says, which firms it fits, what was pushed and what came of it. */
export default function PolicyPage() {
  const w = useWords(words)
  const p = useWords(policyBook)
  const say = useSay()
  const lang = useLang()
  const code = useParam('code')
  const person = useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data
  const { data, error, refetch } = useEndpoint(getPolicy, { params: { code } }, { refetchInterval: 5_000 })
  if (!data)
    return (
      <Page title={w.title}>
        <PageHeader title={w.title} />
        {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <p>{uiWords[lang].loading}</p>}
      </Page>
    )
  const seesFirms = hasRole(person, 'grid_worker', 'community', 'street', 'department', 'supervisor')
  const published = data.state !== 'draft' && data.state !== 'withdrawn'
  return (
    <Page title={say(data.title)}>
      <PageHeader
        title={say(data.title)}
        above={[{ words: w.title, to: '/policies' }]}
        marks={
          <>
            <StatusWord tone={tones[data.state]} words={p.state[data.state]} />
            <StatusWord words={p.how[data.how]} />
          </>
        }
        lead={say(data.spec.summary)}
        actions={data.mayWrite && <Ways policy={data} />}
      />
      <Columns main={<Rules policy={data} />} side={<Beside policy={data} />} />
      <PushBoard
        figures={data.figures}
        to={seesFirms ? (one) => `/policies/${code}?view=pushes&figure=${one}` : null}
      />
      {seesFirms && published ? <Below policy={data} /> : !published && <Remark>{w.notInForce}</Remark>}
    </Page>
  )
}

function Below({ policy }: { policy: PolicyView }) {
  const w = useWords(words)
  const [values, set] = useUrlState(['view', 'figure'])
  const figure = pushFigures.find((one) => one === values.figure)
  const pushes = values.view === 'pushes'
  return (
    <Sheet
      title={pushes ? w.view.pushes : w.candidates}
      tools={
        <Button look="quiet" onClick={() => set({ view: pushes ? undefined : 'pushes', figure: undefined })}>
          {pushes ? w.candidates : w.view.pushes}
        </Button>
      }
    >
      <Run policy={policy} />
      {pushes ? (
        <PushTable code={policy.code} figure={figure} mayMark={policy.mayMark} />
      ) : (
        <Candidates code={policy.code} mayPush={policy.mayPush} />
      )}
    </Sheet>
  )
}

/** How far the evaluation of all firms came. */
function Run({ policy: { code, run, mayWrite } }: { policy: PolicyView }) {
  const w = useWords(words)
  const format = useFormat()
  const stop = useCommand(cancelEvaluation, { changes })
  const again = useCommand(startEvaluation, { changes })
  if (!run || run.state === 'done') return null
  const counts = [format.number(run.done), format.number(run.total)] as const
  const stopped = run.state === 'cancelled'
  return (
    <div className="policy-progress" role="status">
      <span>{stopped ? w.stopped(...counts) : w.running(...counts)}</span>
      <progress value={run.done} max={Math.max(1, run.total)} aria-label={w.candidates} />
      {mayWrite && (
        <Button
          look="quiet"
          busy={stop.isPending || again.isPending}
          onClick={() => (stopped ? again : stop).mutate({ params: { code } })}
        >
          {stopped ? w.again : w.stop}
        </Button>
      )}
      <ErrorNote error={stop.error ?? again.error} />
    </div>
  )
}

function Rules({ policy }: { policy: PolicyView }) {
  const w = useWords(words)
  const { dictionary, error } = useDictionary()
  const { spec } = policy
  return (
    <Sheet title={w.conditions}>
      <ErrorNote error={error} />
      {dictionary && <ConditionsInWords conditions={spec.conditions} dictionary={dictionary} />}
      <h2 className="policy-second">{w.amount}</h2>
      {dictionary && <AmountInWords amount={spec.amount} dictionary={dictionary} />}
    </Sheet>
  )
}

function Beside({ policy }: { policy: PolicyView }) {
  const w = useWords(words)
  const p = useWords(policyBook)
  const say = useSay()
  const format = useFormat()
  const { spec, versions } = policy
  const documents = spec.documents.map(say)
  const rows = [
    { label: w.forWhom, value: say(spec.forWhom) },
    {
      label: w.column.valid,
      value: w.until(format.date(spec.validFrom), spec.validUntil ? format.date(spec.validUntil) : w.openEnd),
    },
    ...(spec.applyBy ? [{ label: w.applyBy, value: format.date(spec.applyBy) }] : []),
    { label: w.documents, value: documents.length > 0 ? documents.join(' · ') : w.noDocuments },
    { label: w.office, value: say(policy.office.name) },
    { label: w.source, value: spec.source },
  ]
  return (
    <Sheet title={w.whatItSays}>
      <Facts rows={rows} />
      <details>
        <summary>
          {w.history} · {w.version(policy.version)}
        </summary>
        <ul className="policy-rules">
          {versions.map((one) => (
            <li key={one.version}>
              {w.version(one.version)} · {p.versionState[one.state]} · {format.moment(one.savedAt)}
              {one.replacedBy !== null && ` · ${w.replacedBy(one.replacedBy)}`}
              {one.withdrawnWhy && ` · ${one.withdrawnWhy}`}
            </li>
          ))}
        </ul>
      </details>
    </Sheet>
  )
}

function Ways({ policy }: { policy: PolicyView }) {
  const w = useWords(words)
  const [asked, setAsked] = useState<'publish' | 'withdraw' | null>(null)
  const [why, setWhy] = useState('')
  const close = () => setAsked(null)
  const publishing = useCommand(publish, { changes, onDone: close })
  const withdrawing = useCommand(withdraw, { changes, onDone: close })
  const { code, newest, state } = policy
  const live = state !== 'draft' && state !== 'withdrawn'
  return (
    <>
      {newest.state === 'draft' && (
        <Button look="main" icon="send" onClick={() => setAsked('publish')}>
          {w.publish(newest.version)}
        </Button>
      )}
      <Button icon="edit" to={`/policies/${code}/edit`}>
        {w.edit}
      </Button>
      {live && (
        <Button look="quiet" onClick={() => setAsked('withdraw')}>
          {w.withdraw}
        </Button>
      )}
      <ConfirmDialog
        open={asked === 'publish'}
        title={w.publishTitle}
        onClose={close}
        confirm={w.publish(newest.version)}
        onConfirm={() => publishing.mutate({ params: { code, version: newest.version } })}
        busy={publishing.isPending}
        error={publishing.error}
      >
        <p>{w.publishText}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'withdraw'}
        title={w.withdrawTitle}
        onClose={close}
        confirm={w.withdraw}
        onConfirm={() => withdrawing.mutate({ params: { code }, body: { why: why.trim() } })}
        busy={withdrawing.isPending}
        notYet={why.trim() === ''}
        error={withdrawing.error}
        final
      >
        <p>{w.withdrawText}</p>
        <Field label={w.why}>
          {(control) => <TextArea control={control} rows={2} maxLength={300} value={why} onChange={setWhy} />}
        </Field>
      </ConfirmDialog>
    </>
  )
}
