/** How somebody felt, the worst first. */
export const moods = [1, 2, 3, 4, 5] as const
export type Mood = (typeof moods)[number]

export const moodOf = (mood: number): Mood => moods.find((one) => one === mood) ?? 3
