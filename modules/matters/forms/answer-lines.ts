import { useSay, useWords } from '../../../kernel/web/words.ts'
import type { MatterView } from '../contract.ts'
import { words } from './words.ts'

type Line = MatterView['answers'][number]

/** What was filled in, as pairs for a card; what is sealed is masked. */
export function useAnswerLines(answers: MatterView['answers']): { label: string; value: string }[] {
  const w = useWords(words)
  const say = useSay()
  return answers.map(({ label, value }: Line) => ({
    label: say(label),
    value: value ? say(value) : w.masked,
  }))
}
