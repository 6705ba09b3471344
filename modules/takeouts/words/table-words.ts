/** `schema.table` → what it is called, in Chinese and in English. */
export type TableWords = Readonly<Record<string, readonly [zh: string, en: string]>>
