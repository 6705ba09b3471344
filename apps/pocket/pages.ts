import type { AppPage } from '../page.ts'

/** Every page of the pocket, in one list. A page is the default export of `modules/<name>/pocket/<noun>-page.tsx`. */
export const pages: readonly AppPage[] = []
