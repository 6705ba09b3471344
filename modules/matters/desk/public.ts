// What desk pages of higher tiers may use.

export { saveFile } from './list/save-file.ts'
export { useDebounced } from './parts/debounced.ts'
export { FilterFold } from './parts/filter-fold.tsx'
export { Line, Lines, type Pill, Pills, TickPill } from './parts/inputs.tsx'
export { useNameOf } from './parts/matter-marks.tsx'
export { PlaceSearch } from './parts/place-search.tsx'
export { TypeAhead } from './parts/type-ahead.tsx'
export { useTableKeys } from './parts/use-table-keys.ts'
