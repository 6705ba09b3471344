import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { colour, fontFamily, gridTints, radius, seriesColours, space, type } from './tokens.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const declared = new Map(
  [...css.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value?.trim()]),
)

/** Relative luminance and contrast as WCAG 2.1 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

describe('tokens', () => {
  it('says the same in CSS and in TypeScript', () => {
    // A later declaration wins in the map (large type, English), so the first one is looked up in the text.
    const first = (name: string) => new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1]?.trim().replace(/\s+/g, ' ')
    for (const [name, value] of Object.entries(colour)) expect([name, first(kebab(name))]).toEqual([name, value])
    for (const [name, px] of Object.entries(space)) expect(first(name)).toBe(`${px}px`)
    for (const [name, px] of Object.entries(radius)) expect(first(`radius-${name}`)).toBe(`${px}px`)
    for (const [name, px] of Object.entries(type)) expect(first(`type-${name}`)).toBe(`calc(${px}px * var(--zoom))`)
    expect(first('font')).toBe(fontFamily)
  })

  const c = colour
  const text: [string, string, string][] = [
    ['ink', c.ink, c.shade],
    ['second text on shade', c.ink2, c.shade],
    ['second text on jade wash', c.ink2, c.jadeWash],
    ['third text on paper', c.ink3, c.paper],
    ['third text on sheet', c.ink3, c.sheet],
    ['links on paper', c.jade, c.paper],
    ['links on shade', c.jade, c.shade],
    ['links on jade wash', c.jadeDeep, c.jadeWash],
    ['words on the main button', c.sheet, c.jade],
    ['red lamp', c.lampRedInk, c.lampRedWash],
    ['yellow lamp', c.lampYellowInk, c.lampYellowWash],
    ['green lamp', c.lampGreenInk, c.lampGreenWash],
    ['count on the red badge', c.sheet, c.lampRed],
    ['names on map land', c.ink3, c.mapLand],
    ['count in the bottom navigation', c.sheet, c.ink],
  ]
  it.each(text)('%s reads at 4.5:1 or better', (_, front, back) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(gridTints)('names read on the grid tint %s', (tint) => {
    expect(contrast(c.jadeDeep, tint)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(c.ink2, tint)).toBeGreaterThanOrEqual(4.5)
  })

  const shapes: [string, string, string][] = [
    ['edge of controls', c.edge, c.sheet],
    ['red lamp shape', c.lampRed, c.lampRedWash],
    ['yellow lamp shape', c.lampYellow, c.lampYellowWash],
    ['green lamp shape', c.lampGreen, c.lampGreenWash],
    ['yellow on the map', c.lampYellow, c.mapArea],
    ['focus ring', c.jade, c.paper],
  ]
  it.each(shapes)('%s is seen at 3:1 or better', (_, front, back) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(3)
  })

  it('keeps the lamps’ colours out of the charts', () => {
    const lamps: string[] = [c.lampRed, c.lampYellow, c.lampGreen]
    for (const series of seriesColours) expect(lamps).not.toContain(series)
  })

  it('large type has body text of 18 px and more, and targets of 60 px', () => {
    const large = css.slice(css.indexOf('data-size="large"'))
    const zoom = Number(/--zoom: ([\d.]+)/.exec(large)?.[1])
    expect(type.body * zoom).toBeGreaterThanOrEqual(18)
    expect(large).toContain('--type-small: 18px')
    expect(large).toContain('--target: 60px')
    expect(declared.get('target')).toBeDefined()
  })
})
