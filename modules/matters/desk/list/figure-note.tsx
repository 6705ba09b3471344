import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { words } from './words.ts'

export interface FigureNoteProps {
  readonly figure: string
  readonly part: string | undefined
  readonly onLeave: () => void
}

/** Says which figure of the board is being looked into, and leads out. */
export function FigureNote({ figure, part, onLeave }: FigureNoteProps) {
  const w = useWords(words)
  const names: Readonly<Record<string, string>> = w.figure
  const parts: Readonly<Record<string, string>> = w.part
  return (
    <Remark icon="board" title={w.figureAt(names[figure] ?? figure, parts[part ?? 'all'] ?? w.part.all)}>
      {w.figureText}
      <div>
        <Button icon="cross" onClick={onLeave}>
          {w.figureOut}
        </Button>
      </div>
    </Remark>
  )
}
