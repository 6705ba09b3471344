import { useEffect, useState } from 'react'

/** The value as it was when it last stood still for `ms` milliseconds: typing asks the server once, not at each key. */
export function useDebounced<T>(value: T, ms: number): T {
  const [calm, setCalm] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return calm
}
