-- The rooms of a head as an English page says them; rolls that were drawn before have the Chinese names alone.
alter table choices.roll add column rooms_en text[];
create index imports_checked on choices.imports (tenant_id, created_at) where state = 'checked';
