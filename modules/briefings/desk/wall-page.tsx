import { WallBoard } from './wall/wall-board.tsx'

/** `/wall`: the numbers of a place for a screen, read by whoever has signed in. */
export default function WallPage() {
  return <WallBoard />
}
