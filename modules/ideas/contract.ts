export * from './calls-contract.ts'
export * from './ends-contract.ts'
export * from './ideas-contract.ts'
export * from './moderation-contract.ts'
export type {
  CallRow,
  CallView,
  FigureCode,
  FigureValues,
  IdeaRow,
  IdeaView,
  OpenCall,
  PublicCall,
  ReaderAct,
  RemarkView,
  Similar,
} from './shapes.ts'
export { figureCodes } from './shapes.ts'
