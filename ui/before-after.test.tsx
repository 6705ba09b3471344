import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { BeforeAfter } from './before-after.tsx'

describe('two pictures of a spot', () => {
  it('have a named slider that says what it shows', () => {
    const picture = (label: string) => ({ src: `/${label}`, alt: `门口，${label}`, label })
    const markup = renderToStaticMarkup(
      <BeforeAfter label="门口" before={picture('改造前')} after={picture('改造后')} />,
    )
    expect(markup).toContain('type="range"')
    expect(markup).toMatch(/aria-label="[^"]*门口[^"]*"/)
    expect(markup).toMatch(/aria-valuetext="[^"]*50%[^"]*改造前[^"]*改造后/)
    expect(markup.match(/<img/g)).toHaveLength(2)
  })
})
