import { Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema } from '../../kernel/contract/ids.ts'

const Since = Type.Object({ since: nullable(Instant) })
const Path = Type.Object({ path: Type.String() })
const own = '/api/share/calendar'
const atStation = { params: Type.Object({ stationId: idSchema<'station'>() }) }
const stationPath = '/api/stations/:stationId/calendar'

/** Since when my bookings have a calendar address. */
export const myCalendar = endpoint({
  id: 'stations.my_calendar',
  method: 'GET',
  path: own,
  summary: { zh: '我的预约日历', en: 'Whether my bookings have a calendar address' },
  response: Since,
})

/** Makes the secret address anew; the one before no longer works. It is told once. */
export const openMyCalendar = endpoint({
  id: 'stations.open_my_calendar',
  method: 'POST',
  path: own,
  summary: { zh: '生成我的日历地址', en: 'Make a calendar address of my bookings' },
  response: Path,
})

export const closeMyCalendar = endpoint({
  id: 'stations.close_my_calendar',
  method: 'DELETE',
  path: own,
  summary: { zh: '停用我的日历地址', en: 'Take the calendar address back' },
  response: Done,
})

export const stationCalendar = endpoint({
  id: 'stations.calendar',
  method: 'GET',
  path: stationPath,
  summary: { zh: '驿站日历', en: 'Whether a station has a calendar address' },
  ...atStation,
  response: Since,
})

export const openStationCalendar = endpoint({
  id: 'stations.open_calendar',
  method: 'POST',
  path: stationPath,
  summary: { zh: '生成驿站日历地址', en: 'Make a calendar address of a station' },
  ...atStation,
  response: Path,
})

export const closeStationCalendar = endpoint({
  id: 'stations.close_calendar',
  method: 'DELETE',
  path: stationPath,
  summary: { zh: '停用驿站日历地址', en: 'Take the address of a station’s calendar back' },
  ...atStation,
  response: Done,
})

/** What a calendar program reads, by the secret address alone; nobody's name. */
export const calendarFeed = endpoint({
  id: 'stations.feed',
  method: 'GET',
  path: '/api/share/calendars/:token',
  summary: { zh: '日历订阅', en: 'A calendar of bookings' },
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 60 }) }),
  produces: 'bytes',
  hands: 'feed',
})

/** One booking as a file for a calendar; for who booked. */
export const bookingCalendar = endpoint({
  id: 'stations.booking_calendar',
  method: 'GET',
  path: '/api/share/bookings/:bookingId/calendar',
  summary: { zh: '加入日历', en: 'One booking as a calendar file' },
  params: Type.Object({ bookingId: idSchema<'booking'>() }),
  produces: 'bytes',
  hands: 'export',
})
