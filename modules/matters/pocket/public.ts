// What phone pages of higher tiers may use.

import './matters.css'

export { KeptNote } from './parts/kept-note.tsx'
export { useMe } from './parts/me.ts'
export { useNames } from './parts/names.ts'
export { busy, filesOf, idsOf, photosOf, sendWhenOnline } from './parts/photos.ts'
export { useSettled } from './parts/settled.ts'
export { RowMark, StateWord } from './parts/standing.tsx'
export { CategoryChoice, useCategory } from './report/category-choice.tsx'
export { PlaceChooser } from './report/place-chooser.tsx'
export { QueuedView, SentView } from './report/sent-view.tsx'
export { useReporting } from './report/use-report.ts'
