import type { MatterState, Step } from './matter-story.ts'

/** Where a matter stands after the given steps, and who holds it. */
export function standing(steps: readonly Step[], firstHolder: string): { state: MatterState; holder: string } {
  let state: MatterState = 'reported'
  let holder = firstHolder
  for (const step of steps) {
    switch (step.do) {
      case 'accept':
        state = 'accepted'
        break
      case 'assign':
      case 'reassign':
        holder = step.to
        break
      case 'review':
        holder = step.to
        state = 'handling'
        break
      case 'rally':
        holder = step.lead
        state = 'handling'
        break
      case 'contact':
      case 'handle':
      case 'resume':
      case 'deny':
        state = 'handling'
        break
      case 'return':
        state = 'returned'
        break
      case 'suspend':
        state = 'suspended'
        break
      case 'resolve':
        state = 'resolved'
        break
      case 'call':
        if (step.reached && step.solved === false) state = 'handling'
        break
      case 'merge':
        state = 'merged'
        break
      case 'void':
        state = 'void'
        break
      case 'close':
        state = 'closed'
        break
      case 'confirm':
      case 'extend':
      case 'urge':
      case 'answer':
        break
    }
  }
  return { state, holder }
}
