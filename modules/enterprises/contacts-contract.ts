import { Type } from 'typebox'
import { Done, endpoint } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { contactParams, firmParams, Text } from './shapes.ts'

export const ContactInput = Type.Object({
  name: Text(60),
  phone: Type.String({ minLength: 5, maxLength: 30 }),
  duty: Text(30),
  isMain: Type.Optional(Type.Boolean()),
})

export const addContact = endpoint({
  id: 'enterprises.add_contact',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/contacts',
  summary: { zh: '添加联系人', en: 'Add a contact' },
  params: firmParams,
  body: ContactInput,
  response: Type.Object({ contactId: idSchema<'firmContact'>() }),
})

/** Staff spoke with the contact: a person of the tenant who may speak for the firm, and sign in for it. */
export const confirmContact = endpoint({
  id: 'enterprises.confirm_contact',
  method: 'POST',
  path: '/api/enterprises/contacts/:contactId/confirmation',
  summary: { zh: '核实联系人', en: 'Confirm a contact' },
  params: contactParams,
  body: Type.Object({ how: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Type.Object({ personId: idSchema<'person'>() }),
})

export const endContact = endpoint({
  id: 'enterprises.end_contact',
  method: 'DELETE',
  path: '/api/enterprises/contacts/:contactId',
  summary: { zh: '停用联系人', en: 'End a contact' },
  params: contactParams,
  response: Done,
})

export const revealContact = endpoint({
  id: 'enterprises.reveal_contact',
  method: 'POST',
  path: '/api/enterprises/contacts/:contactId/reveal',
  summary: { zh: '查看完整联系方式', en: 'Reveal a contact' },
  params: contactParams,
  body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 200 }) }),
  response: Type.Object({ name: Type.String(), phone: Type.String() }),
})

/** The tags in use in the asker's area, the most used first. */
export const listTags = endpoint({
  id: 'enterprises.tags',
  method: 'GET',
  path: '/api/enterprises/tags',
  summary: { zh: '企业标签', en: 'Tags of firms' },
  response: Type.Object({ tags: Type.Array(Type.Object({ tag: Type.String(), firms: Type.Integer() })) }),
})

export const addTag = endpoint({
  id: 'enterprises.add_tag',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/tags',
  summary: { zh: '添加标签', en: 'Tag a firm' },
  params: firmParams,
  body: Type.Object({ tag: Text(20), asOf: Type.Optional(Day) }),
  response: Type.Object({ tagId: idSchema<'firmTag'>() }),
})

export const endTag = endpoint({
  id: 'enterprises.end_tag',
  method: 'DELETE',
  path: '/api/enterprises/firms/:firmId/tags/:tagId',
  summary: { zh: '去掉标签', en: 'Take a tag off' },
  params: Type.Object({ ...firmParams.properties, tagId: idSchema<'firmTag'>() }),
  response: Done,
})

/** `goneId` is the same firm as the one named in the path: its suites, contacts, facts and tags come here. */
export const mergeFirms = endpoint({
  id: 'enterprises.merge_firms',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/merges',
  summary: { zh: '合并重复企业', en: 'Merge a duplicate' },
  params: firmParams,
  body: Type.Object({ goneId: idSchema<'firm'>(), why: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Type.Object({ mergeId: idSchema<'firmMerge'>() }),
})

export const undoMerge = endpoint({
  id: 'enterprises.undo_merge',
  method: 'DELETE',
  path: '/api/enterprises/merges/:mergeId',
  summary: { zh: '撤销合并', en: 'Undo a merge' },
  params: Type.Object({ mergeId: idSchema<'firmMerge'>() }),
  response: Done,
})
