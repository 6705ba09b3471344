import { type Day, dayOf } from '../time/day.ts'

/** The day on a Chinese wall calendar, whatever the reader's own zone. For pages; rules are given their clock. */
export const today = (): Day => dayOf(new Date())
