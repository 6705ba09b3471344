import type { Role } from '../../../kernel/contract/roles.ts'
import type { KindView } from '../contract.ts'

/** Whether a kind about no firm is offered to a worker at a door; the server decides by the same. */
export const mayReport = (
  kind: KindView,
  door: 'staff' | 'patrol',
  posts: readonly { readonly role: Role }[],
  subject: KindView['subject'] = null,
): boolean =>
  kind.doors.includes(door) &&
  kind.subject === subject &&
  (!kind.reportRoles || posts.some(({ role }) => kind.reportRoles?.includes(role)))
