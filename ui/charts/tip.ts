/** One amount that a mark of a chart stands for. */
export interface TipRow {
  /** Of its series; empty where the heading says all. */
  readonly name: string
  readonly value: string
  /** Of its mark, where several are told apart. */
  readonly colour?: string
}

/**
 * What is shown beside a mark that the pointer is on, as an element. ECharts' own is HTML in a string with `style`
 * attributes, which the content security policy refuses; and names are text here, whatever letters they have.
 */
export function tipOf(heading: string, rows: readonly TipRow[]): HTMLElement {
  const tip = elementOf('div', 'ui-chart-tip')
  if (heading) tip.append(elementOf('p', '', heading))
  for (const { name, value, colour } of rows) {
    const row = elementOf('p', 'ui-chart-tip-row')
    if (colour) {
      const dot = elementOf('span', 'ui-chart-tip-dot')
      dot.style.background = colour
      row.append(dot)
    }
    row.append(elementOf('span', 'ui-chart-tip-name', name), elementOf('b', '', value))
    tip.append(row)
  }
  return tip
}

function elementOf(tag: 'div' | 'p' | 'span' | 'b', className: string, text = ''): HTMLElement {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  return element
}
