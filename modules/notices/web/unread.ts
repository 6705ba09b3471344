import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { countUnread } from '../contract.ts'

/** How many notices wait unread, kept up to date by live signals; 0 while nobody is signed in. */
export function useUnread(signedIn: boolean): number {
  return useEndpoint(countUnread, {}, { enabled: signedIn }).data?.unread ?? 0
}
