import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Choices } from '../../../../ui/pocket/inputs.tsx'
import { Rating } from '../../../../ui/rating.tsx'
import {
  exclusionReasons,
  followUpMethods,
  orderReasons,
  outcomes,
  returnReasons,
  voidReasons,
} from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import type { ActFieldProps } from './act-form.tsx'
import { hasAnswer } from './act-input.ts'
import { words } from './act-words.ts'

const resolving = outcomes.filter((one) => one !== 'unreached' && one !== 'void')

export function OutcomeField({ input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  return (
    <Field label={w.outcome} group error={errorOf('outcome', 'outcome')}>
      <Choices
        name="outcome"
        value={input.outcome}
        onChange={(value) => change({ outcome: value as (typeof resolving)[number] })}
        options={resolving.map((value) => ({ value, label: m.outcome[value] }))}
      />
    </Field>
  )
}

export function ReasonField({ step, input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const options =
    step.action === 'return'
      ? returnReasons.map((value) => ({ value, label: m.returnReason[value] }))
      : step.action === 'void'
        ? voidReasons.map((value) => ({ value, label: m.voidReason[value] }))
        : step.action === 'order'
          ? orderReasons.map((value) => ({ value, label: m.orderReason[value] }))
          : exclusionReasons.map((value) => ({ value, label: m.exclusionReason[value] }))
  return (
    <Field label={w.reason} group error={errorOf('reason', 'reason')}>
      <Choices name="reason" value={input.reason} onChange={(reason) => change({ reason })} options={options} />
    </Field>
  )
}

export function DecisionField({ step, input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  const ofReturn = step.action === 'review_return'
  const options = [
    { value: 'yes', label: ofReturn ? w.decisionReturn.yes : w.approve },
    { value: 'no', label: ofReturn ? w.decisionReturn.no : w.disapprove },
  ]
  return (
    <Field label={w.decision} group error={errorOf('decision', 'approve')}>
      <Choices
        name="decision"
        value={yesNo(input.approve)}
        onChange={(value) => change({ approve: value === 'yes' })}
        options={options}
      />
    </Field>
  )
}

export function FollowUpField({ input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  return (
    <>
      <Field label={w.method} group error={errorOf('follow_up', 'followUp')}>
        <Choices
          name="method"
          value={input.method}
          onChange={(value) => change({ method: value as (typeof followUpMethods)[number] })}
          options={followUpMethods.map((value) => ({ value, label: m.followUpMethod[value] }))}
        />
      </Field>
      {input.method && input.method !== 'verify' && (
        <Field label={w.reached} group>
          <Choices
            name="reached"
            value={yesNo(input.reached)}
            onChange={(value) => change({ reached: value === 'yes' })}
            options={[
              { value: 'yes', label: w.reachedYes },
              { value: 'no', label: w.reachedNo },
            ]}
          />
        </Field>
      )}
      {hasAnswer(input) && (
        <Field label={w.solved} group error={errorOf('follow_up', 'followUp.solved')}>
          <Choices
            name="solved"
            value={yesNo(input.solved)}
            onChange={(value) => change({ solved: value === 'yes' })}
            options={[
              { value: 'yes', label: w.solvedYes },
              { value: 'no', label: w.solvedNo },
            ]}
          />
        </Field>
      )}
      {input.reached === true && (
        <Rating label={w.rating} value={input.rating} onChange={(rating) => change({ rating })} />
      )}
    </>
  )
}

const yesNo = (value: boolean | null): string | null => (value === null ? null : value ? 'yes' : 'no')
