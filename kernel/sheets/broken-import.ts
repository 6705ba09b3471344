import { Failure } from '../contract/errors.ts'
import { openLog, toldError } from '../running/log.ts'

const toLog = (line: string): void => {
  process.stderr.write(line)
}

/**
 * Tells the log of an import that broke, as one line of JSON without what people wrote. What was refused in words stands with
 * the import, and not in the log. @param write where the line goes
 */
export function tellBroken(importId: string, error: unknown, write = toLog): void {
  if (!(error instanceof Failure)) openLog(write)('error', { msg: 'import broke', importId, error: toldError(error) })
}
