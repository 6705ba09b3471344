import type { NextCode, ProjectView } from '../../contract.ts'

/** Parts of the page of a project, in the order in which a project needs them. */
export const parts = ['stages', 'works', 'money', 'photos', 'documents', 'oversight', 'neighbours', 'handover'] as const
export type Part = (typeof parts)[number]

/** Where the next step is done; null where it has its own button. */
export const partOf: Readonly<Record<NextCode, Part | null>> = {
  add_items: 'works',
  plan_stages: 'stages',
  enter_households: null,
  start: null,
  give_reason: 'stages',
  begin_stage: 'stages',
  add_evidence: 'stages',
  finish_stage: 'stages',
  close_defects: 'oversight',
  answer_questions: 'neighbours',
}

/** The number beside the name of a part: works that stand, and what waits for somebody. */
export function countOf(part: Part, of: ProjectView): number {
  switch (part) {
    case 'works':
      return of.items.filter(({ dropped }) => !dropped).length
    case 'photos':
      return of.spots.length
    case 'oversight':
      return of.defects.filter(({ open }) => open).length
    case 'neighbours':
      return of.questions.filter(({ answer, hidden }) => !answer && !hidden).length
    case 'handover':
      return of.facilities.length
    default:
      return 0
  }
}
