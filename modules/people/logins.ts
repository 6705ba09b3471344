/** One spelling of a login: half-width, lower case, without spaces. */
export const normalLogin = (login: string): string => login.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
