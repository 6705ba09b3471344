import { fail } from '../../../kernel/contract/errors.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { type Answers, checkAnswers, type Fault, type Statement, unticked } from '../form.ts'
import type { Kind } from '../kind.ts'
import { answersHash, type KeptAnswers } from './kept.ts'

/** What a door brought beside the words; a door that shows no form brings nothing, and is asked for nothing. */
export interface FilledIn {
  readonly answers?: Answers
  /** Statements ticked by whoever files it; left out where the one who reports is not the one who files. */
  readonly filed?: readonly string[]
}

export const noAnswers: Answers = {}

interface Columns {
  readonly columns: { readonly answers?: KeptAnswers; readonly answers_sealed?: string }
  readonly facts: { readonly answersHash?: string }
}

const nothing: Columns = { columns: {}, facts: {} }

/** The columns of a report that hold what was filled in. Refuses what the version in force does not take, each beside its field. */
export function filledColumns(kind: Kind, { answers, filed }: FilledIn, seal: (text: string) => string): Columns {
  const { spec, version } = kind
  if (answers === undefined) return nothing
  if (!spec.form && !spec.filing && Object.keys(answers).length === 0) return nothing
  const fields = (spec.form ?? []).filter(({ asked }) => asked === 'report')
  const { values, faults } = checkAnswers(fields, answers, { complete: true })
  const open = filed ? openFaults(spec.filing ?? [], filed, 'filed') : []
  refuse([...faults, ...open])
  const isSealed = (key: string) => fields.some((field) => field.key === key && field.shown === 'sealed')
  const entries = Object.entries(values)
  const sealed = entries.filter(([key]) => isSealed(key))
  const kept: KeptAnswers = {
    ...(entries.length > 0 ? { version, values: Object.fromEntries(entries.filter(([key]) => !isSealed(key))) } : {}),
    ...(sealed.length > 0 ? { sealed: sealed.map(([key]) => key) } : {}),
    ...(filed && spec.filing && spec.filing.length > 0 ? { filed: [...filed] } : {}),
  }
  if (Object.keys(kept).length === 0) return nothing
  return {
    columns: {
      answers: kept,
      ...(sealed.length > 0 ? { answers_sealed: seal(JSON.stringify(Object.fromEntries(sealed))) } : {}),
    },
    facts: { answersHash: answersHash(kept) },
  }
}

/** Statements that nobody ticked, each as a fault of the list; ticks of what is not in it are one too. */
export function openFaults(statements: readonly Statement[], ticked: readonly string[], path: string): Fault[] {
  const known = new Set(statements.map(({ key }) => key))
  const strange = ticked.filter((key) => !known.has(key))
  return [
    ...unticked(statements, ticked).map(({ words }) => ({
      path,
      words: { zh: `还没有勾选：${words.zh}`, en: `Not ticked yet: ${words.en}` },
    })),
    ...(strange.length > 0
      ? [{ path, words: { zh: '条件已经改过，请重新打开', en: 'The conditions have changed: please open it anew' } }]
      : []),
  ]
}

/** Refuses with every fault beside its field; the first is said above. */
export function refuse(faults: readonly Fault[]): void {
  const [first] = faults
  if (first)
    fail(
      'invalid',
      'matters.form_faults',
      { zh: `还差一点：${first.words.zh}`, en: `Not quite yet: ${first.words.en}` },
      faults.map(({ path, words }) => ({ path, words })),
    )
}

/** Seals as a report carries it to the database. */
export const sealer =
  (secrets: Secrets, hex: (bytes: Buffer) => string) =>
  (text: string): string =>
    hex(secrets.seal(text))
