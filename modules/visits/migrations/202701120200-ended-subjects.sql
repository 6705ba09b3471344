-- Published: which subjects visits take for ended, for the modules that own them and know better.
create view visits.ended_view as
  select tenant_id, kind, id, ended_at from visits.subjects where ended_at is not null;
create index subjects_ended on visits.subjects (tenant_id, kind, id) where ended_at is not null;
