import { Secret, TOTP } from 'otpauth'

const periodSeconds = 30
const digits = 6

/** A new authenticator secret in base32: 20 random bytes (RFC 4226 §4). */
export const newSecret = (): string => new Secret({ size: 20 }).base32

const totp = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: 'Liren', label, secret: Secret.fromBase32(secret), digits, period: periodSeconds })

/** What an authenticator reads: the otpauth address, and the same as a picture (data URL). */
export async function enrolment(secret: string, login: string): Promise<{ uri: string; qr: string }> {
  const uri = totp(secret, login).toString()
  const { default: QRCode } = await import('qrcode')
  return { uri, qr: await QRCode.toDataURL(uri, { margin: 1, width: 240 }) }
}

/**
 * The time step that a code belongs to (RFC 6238), one step early or late allowed for clocks that differ; null when it is
 * wrong. Accept a step only if it is later than the last one used, so that a code seen over a shoulder is worth nothing.
 */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: at.getTime(), window: 1 })
  return delta === null ? null : Math.floor(at.getTime() / (periodSeconds * 1000)) + delta
}

/** The code of an instant, as the authenticator shows it; for tests. */
export const codeAt = (secret: string, at: Date): string => totp(secret).generate({ timestamp: at.getTime() })
