-- The key under which what is sealed is found (phones, names) can be changed: the one that is written under, and the one
-- before it while rows are still hashed under that. Null: the key of look-ups that the installation began with.
alter table kernel.kept_keys
  add column finding_sealed bytea,
  add column finding_before_sealed bytea,
  add check (finding_before_sealed is null or finding_sealed is not null);
