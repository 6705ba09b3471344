import type { Words } from '../../../kernel/contract/words.ts'

/** One of the answers to a question, and what it counts for. */
export interface ScriptAnswer {
  readonly text: string
  /** It says that the matter is solved, or not; null: nothing about that. */
  readonly solved: boolean | null
  /** How content they are, 1 to 5; null: nothing about that. */
  readonly stars: number | null
}

export interface ScriptQuestion {
  readonly ask: string
  readonly answers: readonly ScriptAnswer[]
}

/** What a caller says and asks, in order 回访话术; for a kind of matter, null for all. */
export interface Script {
  readonly kind: string | null
  readonly opening: string
  readonly questions: readonly ScriptQuestion[]
}
export type Scripts = readonly Script[]

/** The script of a kind, else the one of all; null where there is none. */
export const scriptFor = (all: Scripts, kind: string): Script | null =>
  all.find((one) => one.kind === kind) ?? all.find((one) => one.kind === null) ?? null

/** Which answer was given to each question, by its place; null: not asked, or no answer. */
export type Given = readonly (number | null)[]

export interface Found {
  readonly solved: boolean | null
  readonly stars: number | null
}

/** What the answers come to: not solved if one says so, solved if one says that; the last that speaks of content. */
export function foundBy(script: Script, given: Given): Found {
  const said = script.questions.flatMap(({ answers }, n) => {
    const at = given[n]
    return at === null || at === undefined ? [] : (answers[at] ?? [])
  })
  const solved = said.some((one) => one.solved === false)
    ? false
    : said.some((one) => one.solved === true)
      ? true
      : null
  return { solved, stars: said.findLast((one) => one.stars !== null)?.stars ?? null }
}

/** What keeps scripts from being saved; a path and words for each. */
export function scriptFaults(all: Scripts, knowsKind: (code: string) => boolean): { path: string; words: Words }[] {
  const seen = new Set<string | null>()
  return all.flatMap(({ kind, questions }, n) => {
    const path = `scripts.${n}`
    const faults: { path: string; words: Words }[] = []
    const fault = (at: string, zh: string, en: string) => faults.push({ path: at, words: { zh, en } })
    if (seen.has(kind)) fault(path, '同一类型有两份话术', 'Two scripts for one kind')
    seen.add(kind)
    if (kind !== null && !knowsKind(kind)) fault(path, `没有事项类型 ${kind}`, `There is no kind ${kind}`)
    if (questions.length === 0) fault(path, '至少要有一个问题', 'A script asks something')
    questions.forEach(({ ask, answers }, at) => {
      const here = `${path}.questions.${at}`
      if (ask.trim() === '') fault(here, `第 ${at + 1} 问是空的`, `Question ${at + 1} is empty`)
      if (answers.length < 2 || answers.some(({ text }) => text.trim() === ''))
        fault(
          here,
          `第 ${at + 1} 问至少要两个答案，都要写字`,
          `Question ${at + 1} has two answers at least, with words`,
        )
      if (new Set(answers.map(({ text }) => text.trim())).size < answers.length)
        fault(here, `第 ${at + 1} 问有相同的答案`, `Question ${at + 1} has the same answer twice`)
    })
    const says = (yes: boolean) => questions.some(({ answers }) => answers.some(({ solved }) => solved === yes))
    if (questions.length > 0 && !(says(true) && says(false)))
      fault(path, '要有一问分得出「已解决」和「没有解决」', 'A question must tell solved from not solved')
    return faults
  })
}

/** To begin with: is it solved, and how content are they. */
export const usualScript: Script = {
  kind: null,
  opening: '您好，这里是社区。您反映的问题已经办结，想听听您的意见，大约一分钟。',
  questions: [
    {
      ask: '工作人员有没有和您联系、说明怎么办的？',
      answers: [
        { text: '联系过', solved: null, stars: null },
        { text: '没有联系', solved: null, stars: null },
      ],
    },
    {
      ask: '问题解决了吗？',
      answers: [
        { text: '已解决', solved: true, stars: null },
        { text: '部分解决', solved: false, stars: null },
        { text: '没有解决', solved: false, stars: null },
      ],
    },
    {
      ask: '您对办理满意吗？',
      answers: [
        { text: '非常满意', solved: null, stars: 5 },
        { text: '满意', solved: null, stars: 4 },
        { text: '基本满意', solved: null, stars: 3 },
        { text: '不满意', solved: null, stars: 2 },
        { text: '非常不满意', solved: null, stars: 1 },
      ],
    },
  ],
}

export interface ScriptChange {
  readonly kind: string | null
  readonly before: number | null
  readonly after: number | null
}

/** In what two documents differ: a kind with how many questions its script had and has. */
export function scriptChanges(before: Scripts, after: Scripts): ScriptChange[] {
  const was = new Map(before.map((one) => [one.kind, one]))
  const is = new Map(after.map((one) => [one.kind, one]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((kind) => {
    const [old, next] = [was.get(kind), is.get(kind)]
    if (JSON.stringify(plainScript(old)) === JSON.stringify(plainScript(next))) return []
    return [{ kind, before: old?.questions.length ?? null, after: next?.questions.length ?? null }]
  })
}

/** In one order of its parts, so that two can be compared and sent. */
export const plainScript = (script: Script | undefined) =>
  script && {
    kind: script.kind,
    opening: script.opening.trim(),
    questions: script.questions.map(({ ask, answers }) => ({
      ask: ask.trim(),
      answers: answers.map(({ text, solved, stars }) => ({ text: text.trim(), solved, stars })),
    })),
  }
