import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const inCharge = '401 403 403 403 403 200 200 403 403 403 403 403'

/** For who is in charge of the household; `near` is what grid worker and community meet. */
const keeping = (near: number): Row => ({
  near: `   401 403 403 403 403 ${near} ${near} 403 403 403 403 403`,
  far: '     401 403 403 403 403 404 404 403 403 403 403 403',
  foreign: ' 401 403 403 403 403 404 404 403 403 403 403 403',
})

const offices = ' 401 403 403 403 403 403 200 200 403 403 403 403'
/** An import that does not exist for those who import. */
const noImport = '401 403 403 403 403 403 404 404 403 403 403 403'

/** What each role meets at the endpoints of module households. */
export const householdsRows: Readonly<Record<string, Row>> = {
  'households.list': inCharge,
  'households.export': inCharge,
  'households.figures': ' 401 403 403 403 403 200 200 200 403 403 200 403',
  'households.stairs': keeping(200),
  'households.get': keeping(200),
  'households.enter': keeping(200),
  // Somebody lives there.
  'households.add': keeping(409),
  // Without a reason that there is.
  'households.end': '401 403 403 403 403 400 400 403 403 403 403 403',
  'households.reveal': keeping(200),
  'households.conflicts': inCharge,
  // It has changed since.
  'households.settle': keeping(409),
  'households.door': keeping(200),
  'households.day': inCharge,
  'households.notes': ' 401 403 403 403 403 200 200 200 403 403 403 403',
  'households.add_note': keeping(200),
  'households.turn_note': keeping(200),
  'households.withdraw_wish': keeping(200),
  'households.unreached': inCharge,
  'households.import_template': offices,
  // Without a file.
  'households.upload_import': '401 403 403 403 403 403 400 400 403 403 403 403',
  'households.imports': offices,
  'households.import': noImport,
  'households.preview_import': noImport,
  'households.import_rows': noImport,
  'households.import_returned': noImport,
  'households.map_import': noImport,
  'households.check_import': noImport,
  'households.accept_import': noImport,
  'households.cancel_import': noImport,
  'households.undo_import': noImport,
  'households.mine': '401 200 200 200 200 200 200 200 200 200 200 200',
  // Of somebody whose phone no household has.
  'households.ask_correction': ' 401 404 404 404 404 404 404 404 404 404 404 404',
}

const importId = () => ({ params: { importId: newId() } })
const language = { kind: 'fact', key: 'language' } as const

/** A request to each of them. */
export const householdsRequests: Requests = {
  'households.list': () => ({}),
  'households.export': () => ({}),
  'households.figures': () => ({}),
  'households.stairs': (of) => ({ params: { placeId: of.place } }),
  'households.get': (of) => ({ params: of.household }),
  'households.enter': (of) => ({
    params: of.household,
    body: { changes: [{ id: newId(), item: language, value: ['昆明话'], basisId: null }] },
  }),
  'households.add': ({ household: { roomId } }) => ({ body: { id: newId(), roomId } }),
  'households.end': (of) => ({ params: of.household, body: { reason: 'bored' } }),
  'households.reveal': (of) => ({ params: of.household, body: { memberId: null, reason: '电话核实' } }),
  'households.conflicts': () => ({}),
  'households.settle': (of) => ({ params: of.household, body: { choose: 'other', currentId: newId() } }),
  'households.door': ({ household: { householdId, dueId } }) => ({
    params: { householdId },
    body: { visitId: newId(), dueId, method: 'visit', reached: true, heldAt: '2026-11-23T02:00:00Z' },
  }),
  'households.day': () => ({}),
  'households.notes': () => ({}),
  'households.add_note': (of) => ({
    params: of.household,
    body: { id: newId(), words: '想有人陪聊', sensitivity: 'open_to_community' },
  }),
  'households.turn_note': (of) => ({ params: of.household, body: { volunteer: true } }),
  'households.withdraw_wish': (of) => ({ params: of.household, body: {} }),
  'households.unreached': () => ({}),
  'households.import_template': () => ({}),
  'households.upload_import': () => ({}),
  'households.imports': () => ({}),
  'households.import': importId,
  'households.preview_import': importId,
  'households.import_rows': importId,
  'households.import_returned': importId,
  'households.map_import': () => ({ ...importId(), body: { columns: {} } }),
  'households.check_import': importId,
  'households.accept_import': importId,
  'households.cancel_import': importId,
  'households.undo_import': importId,
  'households.mine': () => ({}),
  'households.ask_correction': () => ({ body: { id: newId(), item: { kind: 'fact', key: 'tenure' }, value: 'owner' } }),
}
