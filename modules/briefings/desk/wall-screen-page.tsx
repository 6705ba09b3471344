import './wall/wall.css'
import { useEffect, useState } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { WallBoard } from './wall/wall-board.tsx'
import { wallWords } from './wall/words.ts'

/** `/wall/screen#<token>`: the same for a screen that hangs for good, read by a token that opens nothing else. */
export default function WallScreenPage() {
  const w = useWords(wallWords)
  const token = useTokenInAddress()
  if (token.startsWith('lrt_')) return <WallBoard key={token} bearer={token} />
  return (
    <div className="wall">
      <h1 className="wall-quiet">{w.noToken}</h1>
    </div>
  )
}

/** What stands behind `#`: the browser does not send it. */
function useTokenInAddress(): string {
  const [token, setToken] = useState(() => location.hash.slice(1))
  useEffect(() => {
    const changed = () => setToken(location.hash.slice(1))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return token
}
