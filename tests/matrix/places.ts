import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns stand in expectations.ts. What is asked for is let in and then refused where it would change anything.

const keepers = '401 403 403 403 403 403 403 200 403 403 403 200'
const noImport = '401 403 403 403 403 403 403 404 403 403 403 404'
const administrator = '401 403 403 403 403 403 403 403 403 403 403 404'

export const placesRows: Readonly<Record<string, Row>> = {
  'places.grid_homes': keepers,
  // A compound is no community.
  'places.add_grid': {
    near: '    401 403 403 403 403 403 403 422 403 403 403 422',
    far: '     401 403 403 403 403 403 403 404 403 403 403 422',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.rename_grid': {
    near: '    401 403 403 403 403 403 403 200 403 403 403 200',
    far: '     401 403 403 403 403 403 403 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.grid_candidates': {
    near: '    401 403 403 403 403 403 403 200 403 403 403 200',
    far: '     401 403 403 403 403 403 403 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.add_level': administrator,
  'places.remove_level': administrator,
  // An outline of one corner.
  'places.draw': {
    near: '    401 403 403 403 403 403 403 400 403 403 403 400',
    far: '     401 403 403 403 403 403 403 404 403 403 403 400',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.tree': {
    near: '    401 403 403 403 403 403 200 200 403 403 403 200',
    far: '     401 403 403 403 403 403 404 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  'places.import_template': keepers,
  'places.imports': keepers,
  // Without a file; without a line.
  'places.upload_import': '401 403 403 403 403 403 403 400 403 403 403 400',
  'places.paste_import': '401 403 403 403 403 403 403 422 403 403 403 422',
  'places.import': noImport,
  'places.preview_import': noImport,
  'places.map_import': noImport,
  'places.accept_import': noImport,
  'places.cancel_import': noImport,
  'places.undo_import': noImport,
  'places.import_rows': noImport,
  'places.import_returned': noImport,
}

const importId = () => ({ params: { importId: newId() } })

export const placesRequests: Requests = {
  'places.grid_homes': () => ({}),
  'places.add_grid': (of) => ({ body: { placeId: of.place, name: '第九网格' } }),
  'places.rename_grid': (of) => ({ params: { gridId: of.grid }, body: { name: '换了名的网格' } }),
  'places.grid_candidates': (of) => ({ params: { gridId: of.grid } }),
  'places.add_level': () => ({ body: { below: 'none', kind: 'area', zh: '片区', en: 'Area' } }),
  'places.remove_level': () => ({ params: { code: 'none' } }),
  'places.draw': (of) => ({ params: { placeId: of.place }, body: { corners: [[102.7, 25]] } }),
  'places.tree': (of) => ({ query: { parentId: of.community } }),
  'places.import_template': () => ({ query: { kind: 'places' } }),
  'places.imports': () => ({}),
  'places.upload_import': () => ({}),
  'places.paste_import': () => ({ body: { text: ' \n' } }),
  'places.import': importId,
  'places.preview_import': importId,
  'places.map_import': () => ({ ...importId(), body: { columns: {} } }),
  'places.accept_import': importId,
  'places.cancel_import': importId,
  'places.undo_import': importId,
  'places.import_rows': importId,
  'places.import_returned': importId,
}
