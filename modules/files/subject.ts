import type { Actor } from '../../kernel/actor.ts'
import type { FileId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { plugAt } from '../../kernel/plug.ts'
import type { Secrets } from '../../kernel/secrets.ts'

export interface PictureRequest {
  readonly tenantId: TenantId
  readonly actor: Actor | null
  /** The receipt code that the address carried. */
  readonly receiptCode: string | null
  /** `<module>:<id>`, as it was attached. */
  readonly subject: string
  readonly fileId: FileId
  /** For looking the receipt code up. */
  readonly secrets: Secrets
  readonly now: Date
}

/** Says whether somebody may see the pictures of a subject. */
export type SubjectGuard = (tx: Tx, request: PictureRequest) => Promise<boolean>

const guards = new Map<string, SubjectGuard>()

/**
 * A module that attaches files says here, from its `module.ts`, who may see them: `registerSubject('matters', guard)`.
 * Files is a lower tier and cannot ask by itself; without a guard nobody but the uploader sees a picture.
 * @returns puts back what was registered before.
 */
export const registerSubject = (module: string, guard: SubjectGuard): (() => void) => plugAt(guards, module, guard)

export function mayBeSeen(tx: Tx, request: PictureRequest): Promise<boolean> {
  const module = request.subject.split(':', 1)[0] ?? ''
  return guards.get(module)?.(tx, request) ?? Promise.resolve(false)
}
