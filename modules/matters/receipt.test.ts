import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MatterId, newId } from '../../kernel/contract/ids.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { receiptCodeOf, receiptLookup } from './receipt.ts'

const secrets = openSecrets(Buffer.alloc(32, 7))
const matterId = fc.uuid().map((id) => id as MatterId)

const lookAlikes: Record<string, readonly string[]> = { '0': ['0', 'O', 'o'], '1': ['1', 'I', 'i', 'L', 'l'] }
const fullWidth = (sign: string) =>
  /[!-~]/.test(sign) ? String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0) : sign

describe('a receipt code', () => {
  it('is ten signs that can be read out, the same each time', () => {
    fc.assert(
      fc.property(matterId, (id) => {
        const code = receiptCodeOf(secrets, id)
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
        expect(receiptCodeOf(secrets, id)).toBe(code)
      }),
    )
  })

  it('is found however it was written down: look-alikes, small letters, blanks, dashes, full width', () => {
    const writing = fc.record({
      pick: fc.infiniteStream(fc.nat(4)),
      small: fc.boolean(),
      wide: fc.boolean(),
      gap: fc.constantFrom('', '-', ' ', ' - ', '—', '-'),
    })
    fc.assert(
      fc.property(matterId, writing, (id, { pick, small, wide, gap }) => {
        const code = receiptCodeOf(secrets, id)
        const picks = pick[Symbol.iterator]()
        const written = [...code]
          .map((sign) => {
            if (sign === '-') return gap
            const alike = lookAlikes[sign] ?? [sign]
            const chosen = alike[(picks.next().value ?? 0) % alike.length] ?? sign
            const cased = small ? chosen.toLowerCase() : chosen
            return wide ? fullWidth(cased) : cased
          })
          .join('')
        expect(receiptLookup(secrets, written)).toEqual(receiptLookup(secrets, code))
      }),
    )
  })

  it('is another one for another matter, and under another key', () => {
    const codes = new Set(Array.from({ length: 2000 }, () => receiptCodeOf(secrets, newId<'matter'>())))
    expect(codes.size).toBe(2000)
    const id = newId<'matter'>()
    expect(receiptCodeOf(openSecrets(Buffer.alloc(32, 8)), id)).not.toBe(receiptCodeOf(secrets, id))
  })

  it('does not answer to a code with one sign changed', () => {
    fc.assert(
      fc.property(matterId, fc.nat(9), (id, at) => {
        const letters = receiptCodeOf(secrets, id).replace('-', '')
        const other = letters[at] === '7' ? '8' : '7'
        const changed = letters.slice(0, at) + other + letters.slice(at + 1)
        expect(receiptLookup(secrets, changed)).not.toEqual(receiptLookup(secrets, letters))
      }),
    )
  })
})
