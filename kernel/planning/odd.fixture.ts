import { openWalk } from './open-walk.ts'
import { serveSearch } from './thread-side.ts'

/** What the thread of these tests is asked for; `milliseconds` of looking busy, or how it dies. */
export type Odd =
  | { readonly what: 'walk'; readonly x: Float64Array }
  | { readonly what: 'look'; readonly milliseconds: number }
  | { readonly what: 'throw' | 'exit' }

serveSearch<Odd>((asked, goOn) => {
  switch (asked.what) {
    case 'walk':
      return openWalk(asked.x.length, (a, b) => Math.abs((asked.x[a] ?? 0) - (asked.x[b] ?? 0)), { goOn })
    case 'look': {
      const until = performance.now() + asked.milliseconds
      let looked = 0
      for (; performance.now() < until; looked++)
        if (!goOn(1 - (until - performance.now()) / asked.milliseconds, 1e9 - looked)) break
      return { looked }
    }
    case 'throw':
      throw new Error('a distance is missing')
    case 'exit':
      return process.exit(7)
  }
})
