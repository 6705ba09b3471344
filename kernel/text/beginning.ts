/**
 * The first letters of a text. Rare letters (𠮷) are two units of JavaScript's: cut between them, half a letter is left,
 * which PostgreSQL refuses in JSON and screens show as a box.
 */
export const beginningOf = (text: string, letters: number): string => [...text].slice(0, letters).join('')
