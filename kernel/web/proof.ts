// Before a sealed field is shown the server may want a proof of late. Whoever calls an endpoint need not know of it: the shell
// asks the person, and the call goes out once more.

type Ask = () => Promise<boolean>

let ask: Ask | null = null

/** How the app asks; true: proved. @returns takes it back. */
export function onProofAsked(how: Ask): () => void {
  ask = how
  return () => {
    if (ask === how) ask = null
  }
}

/** Asks for a proof. False: the person would not, or nothing can ask here. */
export const askProof = async (): Promise<boolean> => (ask ? ask() : false)
