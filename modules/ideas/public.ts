// What other modules, the programs and the demo may call.

export { numberForms, passDays, planCall, stepCall } from './call-service.ts'
export { costIdea, endIdea } from './end-service.ts'
export { giveIdea, typeInForm } from './give-service.ts'
export { peopleBehind } from './heads.ts'
export { adoptedIdeasUnder, type IdeaBrief, ideaBriefs } from './idea-brief.ts'
export { countIdeas } from './idea-queries.ts'
export { linkFigures } from './link-figures.ts'
export { mergeIdeas } from './merge-service.ts'
export { moderate } from './moderation-service.ts'
export { endorseIdea, sayRemark } from './own-service.ts'
export { ideaDesks } from './roles.ts'
export {
  type CostedIdea,
  callTitle,
  costedIdeasOf,
  freezeCall,
  type IdeaStanding,
  ideaStandings,
  peopleOfIdeas,
  thawCall,
} from './vote-service.ts'
