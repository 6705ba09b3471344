import { type FileId, type Id, newId } from '../../../kernel/contract/ids.ts'
import type { CleanPicture } from '../../../kernel/pictures/clean-picture.ts'
import { addFile } from '../../../modules/files/public.ts'
import type { Phase } from '../../../modules/renewal/contract.ts'
import type { Doing } from '../../../modules/renewal/public.ts'
import { officer, person } from '../enterprise/offices.ts'
import type { PlannedIdea } from '../ideas/plan.ts'
import type { Stage } from '../replay.ts'
import type { PlannedRenewal } from './plan.ts'

const desk = 'post:community_desk:530103005006'

/** What a renewal stands as, as the turns bring it about. */
export interface Playing {
  readonly stage: Stage
  readonly planned: PlannedRenewal
  readonly names: ReadonlyMap<string, { readonly name: string; readonly phone: string }>
  readonly yards: (n: number, phase: Phase) => CleanPicture
  readonly ideas: ReadonlyMap<PlannedIdea, Id<'idea'>>
  id: Id<'renewal'> | null
  code: string
  readonly items: (Id<'renewal_item'> | null)[]
  readonly spots: Id<'renewal_spot'>[]
}

/** The community's desk, as it stands at an instant. */
export async function staff(stage: Stage, at: Date): Promise<Doing> {
  const { actor } = await officer(stage, desk, at)
  const by = { personId: actor.personId, postId: null, via: 'demo' as const }
  const uploader = { personId: actor.personId, key: null }
  return { tenantId: stage.keys.tenantId, actor, by, at, secrets: stage.secrets, uploader }
}

/** A neighbour on the phone. */
export function neighbour(stage: Stage, key: string, at: Date): Doing {
  const actor = person(stage, stage.keys.person(key))
  const by = { personId: actor.personId, postId: null, via: 'demo' as const }
  const uploader = { personId: actor.personId, key: null }
  return { tenantId: stage.keys.tenantId, actor, by, at, secrets: stage.secrets, uploader }
}

/** Stores a picture for somebody to attach. */
export async function picture({ stage }: Playing, { uploader, at }: Doing, drawn: CleanPicture): Promise<FileId> {
  const id = newId<'file'>()
  await stage.db.tx((tx) => addFile(tx, { tenantId: stage.keys.tenantId, id, picture: drawn, uploader, at }))
  return id
}
