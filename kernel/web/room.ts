import { useEffect, useState } from 'react'

export interface Room {
  /** Bytes that may still be kept. */
  readonly left: number
  /** The browser does not clear what is kept here by itself. */
  readonly promised: boolean
}

/** What the phone says of its room; null while, or where, it says nothing. */
export function useRoom(): Room | null {
  const [room, setRoom] = useState<Room | null>(null)
  useEffect(() => {
    let gone = false
    void roomHere().then((found) => !gone && setRoom(found))
    return () => {
      gone = true
    }
  }, [])
  return room
}

async function roomHere(): Promise<Room | null> {
  try {
    const [{ quota, usage }, promised] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
    ])
    return quota === undefined ? null : { left: Math.max(0, quota - (usage ?? 0)), promised }
  } catch {
    return null // plain http, or an old browser
  }
}
