import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns stand in expectations.ts. People and rosters are the administrator's.

const own = '401 403 403 403 403 403 403 403 403 403 403 200'
const gone = '401 403 403 403 403 403 403 403 403 403 403 404'

export const rosterRows: Readonly<Record<string, Row>> = {
  // In a place of another tenant there is nobody.
  'people.staff': own,
  'people.roster_template': own,
  'people.roster_imports': own,
  // Without a file.
  'people.upload_roster': '401 403 403 403 403 403 403 403 403 403 403 400',
  'people.roster_import': gone,
  'people.preview_roster': gone,
  'people.map_roster': gone,
  'people.accept_roster': gone,
  'people.cancel_roster': gone,
  'people.undo_roster': gone,
  'people.roster_rows': gone,
  'people.roster_returned': gone,
  'briefings.guide': own,
  'briefings.put_guide_away': own,
}

const importId = () => ({ params: { importId: newId() } })

export const rosterRequests: Requests = {
  'people.staff': (of) => ({ query: { placeId: of.place } }),
  'people.roster_template': () => ({}),
  'people.roster_imports': () => ({}),
  'people.upload_roster': () => ({}),
  'people.roster_import': importId,
  'people.preview_roster': importId,
  'people.map_roster': () => ({ ...importId(), body: { columns: {} } }),
  'people.accept_roster': importId,
  'people.cancel_roster': importId,
  'people.undo_roster': importId,
  'people.roster_rows': importId,
  'people.roster_returned': importId,
  'briefings.guide': () => ({}),
  'briefings.put_guide_away': () => ({ body: { away: false } }),
}
