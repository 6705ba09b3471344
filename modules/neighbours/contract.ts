import { idSchema } from '../../kernel/contract/ids.ts'

export type { ContactId, MemberId, PairingId, SkillId, TeamId, ThanksId, VolunteerId, WishId } from './events.ts'

export const VolunteerIdSchema = idSchema<'volunteer'>()
export const SkillIdSchema = idSchema<'skill'>()
export const TeamIdSchema = idSchema<'team'>()
export const MemberIdSchema = idSchema<'team_member'>()
export const WishIdSchema = idSchema<'wish'>()
export const PairingIdSchema = idSchema<'pairing'>()
