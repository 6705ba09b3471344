/** A person, another organisation, or the developer for all that is not handed over: each one head. */
export const ownerKinds = ['person', 'organisation', 'developer'] as const
export type OwnerKind = (typeof ownerKinds)[number]
/** 登记簿, 实测, 合同: the first there is counts. */
export const areaSources = ['register', 'survey', 'contract'] as const
export type AreaSource = (typeof areaSources)[number]
