import { type ComponentType, createContext, useContext, useId } from 'react'
import { useSay } from '../../../../kernel/web/words.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { type Dictionary, dictionaryOf } from '../../fact.ts'
import type { Shape } from './form.ts'
import { type FormFault, isAt } from './form-faults.ts'

/** What every part of the form needs to know. */
export interface RuleForm {
  readonly dictionary: Dictionary
  readonly faults: readonly FormFault[]
  /** Blank fields are told once saving was tried; what is wrong is told at once. */
  readonly tried: boolean
  /** Conditions stand within calculations as well (`if`). */
  readonly Condition: ComponentType<ConditionProps>
}

export interface ConditionProps {
  readonly shape: Shape
  /** Where it stands in the policy, as a JSON pointer. */
  readonly at: string
  readonly onChange: (next: Shape) => void
  readonly onRemove?: (() => void) | undefined
  /** Its place in its group, from 1. */
  readonly place?: number
}

const Context = createContext<RuleForm>({
  dictionary: dictionaryOf([]),
  faults: [],
  tried: false,
  Condition: () => null,
})

export const RuleFormContext = Context.Provider
export const useRuleForm = (): RuleForm => useContext(Context)

/** The faults of a place and of what lies within it, but for the places whose own controls tell them. */
export function useFaults(at: string, except: readonly string[] = []): readonly FormFault[] {
  const { faults, tried } = useRuleForm()
  return faults.filter(
    ({ path, isBlank }) =>
      (tried || !isBlank) && isAt(path, at) && !except.some((place) => place !== at && isAt(path, place)),
  )
}

/** What is wrong with a place, beside its control; `described` ties the two. */
export function useFaultNote(at: string, except: readonly string[] = []) {
  const id = useId()
  const say = useSay()
  const faults = useFaults(at, except)
  const [fault] = faults
  const described = fault ? ({ 'aria-describedby': id, 'aria-invalid': true } as const) : {}
  const note = fault ? (
    <span className="ui-field-error policy-fault" id={id} role="alert">
      <Icon name="warning" size={16} />
      {say(fault.words)}
    </span>
  ) : null
  return { note, described, words: fault ? say(fault.words) : undefined }
}

/** Goes to the control of a fault: the innermost place that holds it. */
export function goToFault(path: string): void {
  const places = [...document.querySelectorAll<HTMLElement>('[data-at]')]
  const fitting = places.filter(({ dataset: { at = '' } }) => isAt(path, at) || isAt(at, path))
  const depth = ({ dataset: { at = '' } }: HTMLElement) => (isAt(path, at) ? at.length : 0)
  const [place] = fitting.toSorted((a, b) => depth(b) - depth(a))
  const control = place?.matches('input, select, textarea')
    ? place
    : place?.querySelector<HTMLElement>('input, select, textarea')
  control?.focus()
  place?.scrollIntoView({ block: 'center' })
}
