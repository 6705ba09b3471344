// `node scripts/flow-doc.mjs`: writes docs/matter-flow.md from the transition table in modules/matters/matter.ts.
// A test says so when the file is out of date.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { inRoot } from './project.mjs'

export const flowDocPath = inRoot('docs/matter-flow.md')

/** The page: a diagram of the states, and what each step asks for and of whom. See flow-doc.d.mts. */
export function flowDoc({ transitions, states, openStates, stageOf }, names) {
  return `# The flow of a matter 事项流转

Drawn from \`modules/matters/matter.ts\` by \`node scripts/flow-doc.mjs\`; a test compares. The server decides by the same table, and both apps show their buttons by it.

\`\`\`mermaid
stateDiagram-v2
  state "在手 In somebody's hands" as active {
${activeOf(transitions)
  .map((state) => `  ${named(state, names)}`)
  .join('\n')}
  }
${states
  .filter((state) => !activeOf(transitions).includes(state))
  .map((state) => named(state, names))
  .join('\n')}
  [*] --> reported : 上报 report
  [*] --> assigned : 直派上报 report, straight to its handler
${edges(transitions).join('\n')}
${states
  .filter((state) => !openStates.includes(state))
  .map((state) => `  ${state} --> [*]`)
  .join('\n')}
\`\`\`

Not drawn: steps that change no state (below, with “stays”); and that a follow-up closes the matter when it was solved and sends it back when it was not. By itself, without anybody: an overdue matter climbs to the post above; steps of the ladder are taken (docs/ladder.md); a suspended one is resumed on its review date; an open one follows its building into another grid. Which of the two beginnings a kind has is said by its \`intake\`.

## States 状态

| state | 中文 | clock that runs |
|---|---|---|
${states.map((state) => `| ${names.state.en[state]} | ${names.state.zh[state]} | ${clockOf(state, openStates, stageOf, names)} |`).join('\n')}

## Steps 动作

\`?\`: welcome, not required. How many pictures resolving needs is for the kind to say.

| step | 中文 | from | to | who | needs |
|---|---|---|---|---|---|
${transitions.map((one) => row(one, states, names)).join('\n')}
`
}

/** The states that most steps can be taken from: drawn as one box. */
const activeOf = (transitions) => transitions.find(({ action }) => action === 'merge').from

const named = (state, names) => `  state "${names.state.zh[state]} ${names.state.en[state]}" as ${state}`

/** One arrow for all steps that lead from one state (or from all of the box) to another. */
function edges(transitions) {
  const arrows = new Map()
  const active = activeOf(transitions)
  const whence = (from) =>
    active.every((state) => from.includes(state))
      ? ['active', ...from.filter((state) => !active.includes(state))]
      : from
  for (const { name, from, to } of transitions.filter((one) => one.to !== 'same'))
    for (const state of whence(from)) {
      const target = to === 'prior' ? 'active' : to
      if (target === state) continue
      const key = `  ${state} --> ${target}`
      arrows.set(key, [...(arrows.get(key) ?? []), `${name.zh} ${name.en.toLowerCase()}`])
    }
  return [...arrows].map(([arrow, steps]) => `${arrow} : ${steps.join('，')}`)
}

function clockOf(state, openStates, stageOf, names) {
  if (!openStates.includes(state)) return '—'
  const stage = stageOf[state]
  return stage === null ? 'none: a review date' : `${names.stage.en[stage]} ${names.stage.zh[stage]}`
}

function row({ name, from, to, by, needs }, states, names) {
  const whence = from.length === states.length ? 'any' : from.map((state) => names.state.en[state]).join(', ')
  const whither = to === 'same' ? 'stays' : to === 'prior' ? 'where it was' : names.state.en[to]
  return `| ${[name.en, name.zh, whence, whither, by.join(', '), needs.join(', ') || '—'].join(' | ')} |`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { tsImport } = await import('tsx/esm/api')
  const flow = await tsImport('../modules/matters/matter.ts', import.meta.url)
  const { matterWords } = await tsImport('../modules/matters/matter-words.ts', import.meta.url)
  const { zh, en } = matterWords
  const page = flowDoc(flow, { state: { zh: zh.state, en: en.state }, stage: { zh: zh.stage, en: en.stage } })
  const before = await readFile(flowDocPath, 'utf8').catch(() => '')
  await writeFile(flowDocPath, page)
  console.log(before === page ? 'docs/matter-flow.md was up to date' : 'docs/matter-flow.md is written')
}
