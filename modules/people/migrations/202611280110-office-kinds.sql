-- Kinds of post that tenants set up before do not have yet; whether anybody is appointed is theirs to say.
insert into people.post_kinds (tenant_id, code, role, name, chain_step, duties)
select distinct k.tenant_id, v.code, 'department', v.name::jsonb, null::integer, '[]'::jsonb
from people.post_kinds k cross join (values
  ('enterprise_office', '{"zh": "企业服务办公室", "en": "Enterprise office"}'),
  ('discipline_office', '{"zh": "纪检监察办公室", "en": "Discipline inspection office"}')) as v (code, name)
on conflict do nothing;
