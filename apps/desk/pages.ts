import type { AppPage } from '../page.ts'

/** Every page of the desk, in one list. A page is the default export of `modules/<name>/desk/<noun>-page.tsx`. */
export const pages: readonly AppPage[] = [
  { path: '/inbox', load: () => import('../../modules/notices/desk/inbox-page.tsx') },
]
