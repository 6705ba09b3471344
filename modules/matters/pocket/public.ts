// What phone pages of higher tiers may use.

import './matters.css'

export { KeptNote } from './parts/kept-note.tsx'
export { useNames } from './parts/names.ts'
export { busy, idsOf, sendWhenOnline, unsent } from './parts/photos.ts'
export { RowMark, StateWord } from './parts/standing.tsx'
export { CategoryChoice, useCategory } from './report/category-choice.tsx'
export { QueuedView, SentView } from './report/sent-view.tsx'
export { useReporting } from './report/use-report.ts'
