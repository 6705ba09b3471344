import type { Content, ContentStack } from 'pdfmake/interfaces.js'

export type { Content, ContentStack }

/** What a document is besides its content. */
export interface Paper {
  /** Shown by readers of PDF in their title bar. */
  readonly title: string
  /** The instant that the file says it was made: the same content at the same instant gives the same bytes. */
  readonly at: Date
  /** Under every page beside the page's number, e.g. the number of a certificate. */
  readonly foot?: string
  readonly pageSize?: 'A4' | 'A5' | 'A6'
  /** Points on all sides; those of official letters if left out. */
  readonly margin?: number
  /** Without a foot: a poster. */
  readonly bare?: boolean
  readonly landscape?: boolean
  /** Pale across every page, e.g. 样本 or 已撤销. */
  readonly watermark?: string
}

/**
 * Makes a PDF of content in Chinese and English, with the carried letters embedded (only those used). Content is that of
 * pdfmake: strings, `{ text, style }`, `{ columns }`, `{ table }`, `{ qr }`. Styles `title`, `heading`, `small` are there.
 * While an export is made it says by whom and when under every page. Rare letters (in names: 龑, 翙) are drawn as well; one that the carried font lacks becomes 〓.
 * @returns the bytes of the file.
 */
export async function pdfOf(content: Content, paper: Paper): Promise<Buffer> {
  // Loaded with the first document: most programs never make one.
  const { typeset } = await import('./typesetting.ts')
  return typeset(content, paper)
}
