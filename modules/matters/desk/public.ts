// What desk pages of higher tiers may use.

export { matterWords } from '../matter-words.ts'
export { CategorySearch } from './intake/category-search.tsx'
export { useDebounced } from './parts/debounced.ts'
export { Line, Lines, type Pill, Pills, TickPill } from './parts/inputs.tsx'
export { ClockLamp, StateWord, useNameOf } from './parts/matter-marks.tsx'
export { hasRole, useMe } from './parts/me.ts'
export { Photos, PhotosField } from './parts/photos.tsx'
export { PlaceSearch } from './parts/place-search.tsx'
export { PostSearch } from './parts/post-search.tsx'
export { TypeAhead } from './parts/type-ahead.tsx'
