import './inputs.css'
import { defineWords, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Rating } from '../../../../ui/rating.tsx'
import { followUpMethods } from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import { CallQuestions } from '../answers/call-questions.tsx'
import type { FollowUpDraft } from '../matter/draft.ts'

const words = defineWords({
  zh: {
    method: '方式',
    reached: '接通了吗',
    yesReached: '联系上了',
    notReached: '没有联系上',
    solved: '解决了吗',
    yesSolved: '已解决',
    notSolved: '没有解决',
    satisfaction: '满意度',
  },
  en: {
    method: 'How',
    reached: 'Were they reached?',
    yesReached: 'Reached',
    notReached: 'Not reached',
    solved: 'Is it solved?',
    yesSolved: 'Solved',
    notSolved: 'Not solved',
    satisfaction: 'Satisfaction',
  },
})

export interface FollowUpFormProps {
  /** Of the matter: some kinds have a script. */
  readonly kind: string
  readonly value: FollowUpDraft
  readonly onChange: (value: FollowUpDraft) => void
  readonly error?: string | undefined
  /** Show the keys that answer: on pages that listen to them. */
  readonly keys?: boolean
}

/** What a call, a visit or a look on the spot found; each answer opens the next question. */
export function FollowUpForm({ kind, value, onChange, error, keys = false }: FollowUpFormProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const key = (letter: string) => (keys ? { shortcut: letter } : {})
  const onSpot = value.method === 'verify'
  const asksSolved = onSpot || value.reached === true
  return (
    <div className="follow-up">
      <Field label={w.method} group>
        <Pills
          value={value.method}
          onChange={(method) => onChange({ ...value, method })}
          options={followUpMethods.map((method) => ({ value: method, label: m.followUpMethod[method] }))}
        />
      </Field>
      {!onSpot && (
        <Field label={w.reached} group error={asksSolved ? undefined : error}>
          <Pills
            value={value.reached === null ? null : value.reached ? 'yes' : 'no'}
            onChange={(reached) => onChange({ ...value, reached: reached === 'yes' })}
            options={[
              { value: 'yes', label: w.yesReached, ...key('R') },
              { value: 'no', label: w.notReached, ...key('U') },
            ]}
          />
        </Field>
      )}
      <CallQuestions kind={kind} value={value} onChange={onChange} />
      {asksSolved && (
        <Field label={w.solved} group error={error}>
          <Pills
            value={value.solved === null ? null : value.solved ? 'yes' : 'no'}
            onChange={(solved) => onChange({ ...value, solved: solved === 'yes' })}
            options={[
              { value: 'yes', label: w.yesSolved, ...key('Y') },
              { value: 'no', label: w.notSolved, ...key('N') },
            ]}
          />
        </Field>
      )}
      {asksSolved && !onSpot && (
        <Rating
          label={keys ? `${w.satisfaction} 1–5` : w.satisfaction}
          value={value.satisfaction}
          onChange={(satisfaction) => onChange({ ...value, satisfaction })}
        />
      )}
    </div>
  )
}
