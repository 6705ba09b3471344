-- Clocks that run when a version of the ladder begins go over to it. Versions that were saved before this said otherwise: they do not.
alter table matters.rule_versions add column reaches_running boolean not null default true;
update matters.rule_versions set reaches_running = false where rule = 'ladder';

-- Which running clocks go by an older version, or by none.
create index clocks_ladder_version on matters.clocks (tenant_id, coalesce(ladder_version, 0)) where stopped_at is null;

-- A clock that goes over counts its steps by the new version: a step never happens twice by one version.
alter table matters.measures add column version integer;
update matters.measures r set version = c.ladder_version from matters.clocks c
  where r.clock_id is not null and c.tenant_id = r.tenant_id and c.matter_id = r.matter_id and c.id = r.clock_id;
alter table matters.measures drop constraint measures_tenant_id_clock_id_step_key;
alter table matters.measures add constraint measures_step_once unique (tenant_id, clock_id, version, step);
