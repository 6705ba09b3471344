-- To which version of the text somebody agreed who is told outside, and when; null: to none. All before this chose ways, gave
-- an address or let a browser be woken under the text as delivered.
alter table channels.preferences add column consent_version smallint check (consent_version >= 1),
  add column consent_at timestamptz,
  add constraint preferences_agreed check ((consent_version is null) = (consent_at is null));
insert into channels.preferences (tenant_id, person_id, lang, changed_at)
  select tenant_id, person_id, 'zh', max(made_at) from channels.browsers group by tenant_id, person_id
  on conflict do nothing;
update channels.preferences p set consent_version = 1, consent_at = p.changed_at
  where jsonb_path_exists(p.ways, '$.*[*]') or p.mail_sealed is not null
    or exists (select from channels.browsers b where b.tenant_id = p.tenant_id and b.person_id = p.person_id);
