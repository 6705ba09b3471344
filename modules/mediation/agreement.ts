import type { Words } from '../../kernel/contract/words.ts'

// The parts of an agreement (29, 30) and what makes it whole. Pure.

export interface Promised {
  readonly what: string
  readonly dueOn: string
}

export interface AgreementText {
  readonly form: 'written' | 'oral'
  /** Who the parties are, of each: name and how they can be found. */
  readonly parties: readonly { readonly name: string; readonly details: string }[]
  readonly facts: string
  readonly issues: string
  readonly duties: string
  readonly terms: string
  readonly promises: readonly Promised[]
}

export interface MissingPart {
  /** Field of the form. */
  readonly path: 'parties' | 'facts' | 'issues' | 'duties' | 'terms' | 'items'
  readonly words: Words
}

const blank = (text: string): boolean => text.trim() === ''
const missing = (path: MissingPart['path'], zh: string, en: string): MissingPart => ({ path, words: { zh, en } })

/** Which parts are empty. An oral agreement needs its content and promises alone. */
export function missingParts(text: AgreementText): MissingPart[] {
  const found: MissingPart[] = []
  if (text.form === 'written') {
    if (text.parties.length < 2 || text.parties.some(({ name, details }) => blank(name) || blank(details)))
      found.push(missing('parties', '请补齐每位当事人的基本情况', 'Say who each party is'))
    if (blank(text.facts)) found.push(missing('facts', '请写明纠纷的主要事实', 'Write down the facts'))
    if (blank(text.issues)) found.push(missing('issues', '请写明争议事项', 'Write down what is disputed'))
    if (blank(text.duties)) found.push(missing('duties', '请写明各方的责任', 'Write down what each is responsible for'))
  }
  if (blank(text.terms)) found.push(missing('terms', '请写明协议内容', 'Write down what was agreed'))
  if (text.promises.length === 0 || text.promises.some(({ what, dueOn }) => blank(what) || blank(dueOn)))
    found.push(missing('items', '请写明谁在什么时候前做什么', 'Say who does what by when'))
  return found
}

export interface Signature {
  readonly who: 'party' | 'mediator' | 'seal'
  readonly partyId: string | null
  readonly personId: string | null
}

/** Who has not signed yet (29): every party, every mediator, the seal. */
export function unsigned(
  signatures: readonly Signature[],
  partyIds: readonly string[],
  mediatorIds: readonly string[],
): { readonly parties: string[]; readonly mediators: string[]; readonly seal: boolean } {
  return {
    parties: partyIds.filter((id) => !signatures.some(({ who, partyId }) => who === 'party' && partyId === id)),
    mediators: mediatorIds.filter(
      (id) => !signatures.some(({ who, personId }) => who === 'mediator' && personId === id),
    ),
    seal: !signatures.some(({ who }) => who === 'seal'),
  }
}
