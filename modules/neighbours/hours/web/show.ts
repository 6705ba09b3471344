import { useSay } from '../../../../kernel/web/words.ts'
import { spanWords } from '../hours.ts'
import type { CertificateState } from '../tables.ts'

/** How a certificate's state is set as a word. */
export const certificateTone: Readonly<Record<CertificateState, 'plain' | 'active' | 'done' | 'stopped'>> = {
  ...{ asked: 'active', issued: 'done', refused: 'stopped', revoked: 'stopped' },
}

/** Minutes in words of the page's language. */
export function useSpan(): (minutes: number) => string {
  const say = useSay()
  return (minutes) => say(spanWords(minutes))
}

/** The page of a certificate's code. */
export const codeAddress = (code: string, sign?: string | null): string =>
  `${location.origin}/z/${code}${sign ? `?sign=${sign}` : ''}`
