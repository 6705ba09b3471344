/** The day of a Chinese wall calendar, whatever the reader's own. */
export const today = (): string => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
