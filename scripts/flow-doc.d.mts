import type { OpenState, Stage, State, Transition } from '../modules/matters/matter.ts'

/** Where the page lies. */
export const flowDocPath: string

type Names<Key extends string> = Readonly<Record<'zh' | 'en', Readonly<Record<Key, string>>>>

/** The page as text. See flow-doc.mjs. */
export function flowDoc(
  flow: {
    readonly transitions: readonly Transition[]
    readonly states: readonly State[]
    readonly openStates: readonly OpenState[]
    readonly stageOf: Readonly<Record<OpenState, Stage | null>>
  },
  names: { readonly state: Names<State>; readonly stage: Names<Stage> },
): string
