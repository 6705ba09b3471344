/** A count as both languages write it: 12,345. */
export const counted = (n: number): string => n.toLocaleString('en-US')

/** A count with its English noun: `1 day`, `1,365 endorsements`. @param more the plural, where it is not made with an s */
export const many = (n: number, one: string, more = `${one}s`): string => `${counted(n)} ${n === 1 ? one : more}`
