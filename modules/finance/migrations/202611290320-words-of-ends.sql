-- Why a partnership ended, in both languages: what the program says itself is read by everybody; what a person typed, as typed.
drop view finance.partners_now;
alter table finance.partners alter column ended_why type jsonb using case
  when ended_why = '期满' then jsonb_build_object('zh', ended_why, 'en', 'It ran out')
  when ended_why is not null then jsonb_build_object('zh', ended_why, 'en', ended_why) end;
create view finance.partners_now as
  select a.tenant_id, a.id, finance.kept_firm(a.tenant_id, a.firm_id) as firm_id, a.firm_id as record_id, a.from_on,
    a.to_on, a.why, a.confirmed_at, a.confirmed_by, a.post_id, a.ended_at, a.ended_by, a.ended_why
  from finance.partners a;
