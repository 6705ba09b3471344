-- Most values have no code, name or phone to be found by: those stand in no index of look-ups any more. Whoever looks asks by
-- equality, which says that there is one.
drop index households.entries_by_code;
drop index households.entries_by_name;
drop index households.entries_by_phone;
create index entries_by_code on households.entries (tenant_id, code_lookup)
  where code_lookup is not null and state = 'current' and not is_empty;
create index entries_by_name on households.entries (tenant_id, name_lookup)
  where name_lookup is not null and state = 'current' and not is_empty;
create index entries_by_phone on households.entries (tenant_id, phone_lookup)
  where phone_lookup is not null and state = 'current' and not is_empty;
