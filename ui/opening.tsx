import './opening.css'

/** A line at the top of the window while the next page is fetched; not there at once, so that a quick one does not flicker. */
export const Opening = () => <div className="ui-opening" aria-hidden="true" />
