/** Where the code leads: the public notice of a question. */
export const noticeAddress = (code: string): string => `${location.origin}/w/${code}`
