import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** The two files of antd that write style elements: in `@rc-component/util` and in `@ant-design/icons`. */
const writers = /(^|\/)(Dom\/dynamicCSS|cssUtils)(\.js)?$/

/** React makes the elements that it is told to: who tells it is looked at instead. */
const exempt = /\/react-dom\/|\/ui\/desk\/written-styles\.ts$/

const makesStyle = /(createElement|\bjsxs?)\)?\(\s*["'`]style["'`]/

const ours = fileURLToPath(new URL('../ui/desk/written-styles.ts', import.meta.url))

/**
 * The content security policy refuses style elements that a script writes: antd's styles go through ui/desk/written-styles.ts
 * instead. A build in which something else still makes style elements fails. The development server, which sends no policy,
 * leaves everything as it is.
 */
export const writtenStyles = (): Plugin => ({
  name: 'written-styles',
  apply: 'build',
  enforce: 'pre',
  resolveId(source, importer) {
    return writers.test(source) && importer?.includes('node_modules') ? ours : null
  },
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk')
        for (const [id, { code }] of Object.entries(chunk.modules))
          if (!exempt.test(id) && makesStyle.test(code ?? ''))
            this.error(
              `${id} makes a style element, which the content security policy refuses: see vite/written-styles.ts`,
            )
  },
})
