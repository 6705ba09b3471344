// What desk pages of higher tiers may use.

export { ColumnTable, chosenWith, DropZone, ImportState, RowErrors } from '../../places/desk/public.ts'
export { matterWords } from '../matter-words.ts'
export { ImportWay } from './import/import-way.tsx'
export { Progress as ImportProgress } from './import/progress.tsx'
export { CategorySearch } from './intake/category-search.tsx'

export { useCategories } from './list/use-categories.ts'

export { useDebounced } from './parts/debounced.ts'
export { ExportButton } from './parts/export-button.tsx'
export { FilterFold } from './parts/filter-fold.tsx'
export { Line, Lines } from './parts/inputs.tsx'
export { ClockLamp, StateWord, useNameOf } from './parts/matter-marks.tsx'
export { hasRole, useMe } from './parts/me.ts'
export { Photos, PhotosField } from './parts/photos.tsx'
export { PlaceFilter } from './parts/place-filter.tsx'
export { PlaceSearch } from './parts/place-search.tsx'
export { PostSearch } from './parts/post-search.tsx'
export { TypeAhead } from './parts/type-ahead.tsx'
export { useTableKeys } from './parts/use-table-keys.ts'
