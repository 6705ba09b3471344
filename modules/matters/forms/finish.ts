import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql } from '../../../kernel/db.ts'
import type { ActBody } from '../contract.ts'
import type { Step } from '../effect.ts'
import { checkAnswers, type Form, type Statement } from '../form.ts'
import type { KindSpec } from '../kind.ts'
import type { MatterRecord } from '../tables.ts'
import { answersHash, type KeptAnswers } from './kept.ts'
import { openFaults, refuse } from './reported.ts'

type Facts = {
  /** Statements that were ticked, in the words of the version. */
  readonly ticked?: readonly Words[]
  readonly answersHash?: string
}

/** What a step of a matter asks for beside what every matter asks for. */
export interface Asked {
  readonly statements: readonly Statement[]
  readonly fields: Form
}

const nothing: Asked = { statements: [], fields: [] }

/**
 * Filing is ticked by who accepts, where nobody ticked it when it was taken down; what is asked on finish, by who resolves.
 */
export function askedBy(
  action: ActBody['action'],
  matter: Pick<MatterRecord, 'state' | 'answers'>,
  spec: KindSpec,
): Asked {
  const files = action === 'accept' || (action === 'assign' && matter.state === 'reported')
  if (files) return { statements: matter.answers?.filed ? [] : (spec.filing ?? []), fields: [] }
  if (action !== 'resolve') return nothing
  return { statements: spec.closing ?? [], fields: (spec.form ?? []).filter(({ asked }) => asked === 'finish') }
}

/** Keeps what a step ticked and filled in, and refuses it where something is open. @returns facts for the ledger. */
export async function keepAsked(step: Step): Promise<Facts> {
  const { matter, input, around } = step
  const { kind } = around
  const { statements, fields } = askedBy(input.action, matter, kind.spec)
  const { ticked = [], answers = {} } = input
  if (statements.length === 0 && fields.length === 0 && ticked.length === 0 && Object.keys(answers).length === 0)
    return {}
  // What is explained or planned is not said to be done: nobody has to tick that it is.
  const complete = input.action !== 'resolve' || input.outcome === 'solved'
  const { values, faults } = checkAnswers(fields, answers, { complete })
  const open = openFaults(
    complete ? statements : statements.filter(({ key }) => ticked.includes(key)),
    ticked,
    'ticked',
  )
  refuse([...open, ...faults])
  const before = matter.answers ?? {}
  const kept: KeptAnswers =
    input.action === 'resolve'
      ? { ...before, finish: { version: kind.version, values, ticked: [...ticked] } }
      : { ...before, filed: [...ticked] }
  await sql`update matters.matters set answers = ${JSON.stringify(kept)}::jsonb
    where tenant_id = ${matter.tenant_id} and id = ${matter.id}`.execute(step.tx)
  const words = statements.filter(({ key }) => ticked.includes(key)).map((one) => one.words)
  return { ...(words.length > 0 ? { ticked: words } : {}), answersHash: answersHash(kept) }
}

/** A kind may ask that whoever asked says so: a look on the spot alone does not close it as solved. */
export function checkConfirmed(step: Step): void {
  const { matter, input, around } = step
  const known = matter.reporter_id !== null || matter.reporter_phone_sealed !== null
  if (!around.kind.spec.confirmed || !known || input.followUp?.method !== 'verify') return
  fail('refused', 'matters.needs_confirmation', {
    zh: '这类事项要诉求人本人确认：请联系诉求人，现场核查不能代替',
    en: 'Whoever asked has to confirm a matter of this kind: please reach them; a look on the spot is not enough',
  })
}
