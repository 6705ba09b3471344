/** What every import says that is judged while one asks; each has its own book. */
export interface JudgedWords {
  readonly rows: string
  readonly rowsText: string
  readonly rowsCaption: string
  readonly show: string
  readonly all: string
  readonly row: string
  readonly result: string
  readonly faults: string
  readonly download: string
  readonly downloadName: string
  readonly columnsTitle: string
  readonly foretold: string
  readonly done: string
  readonly giveUp: string
  readonly undo: string
  readonly undoTitle: string
  readonly undoText: string
  readonly undoConfirm: string
  readonly undone: string
  readonly undoneBut: (n: string) => string
  readonly undoneButText: string
  readonly cancelled: string
  readonly nothingNew: string
  readonly nothingNewText: string
}
