import { makeRouter } from '../routing.tsx'
import { BrokenPage, NotFoundPage } from './notices.tsx'
import { pages } from './pages.ts'
import { Shell } from './shell.tsx'

export const router = makeRouter({ pages, base: '', Frame: Shell, NotFound: NotFoundPage, Broken: BrokenPage })
