-- A bound file may be sealed under a new key; nothing else of it changes.
create or replace function mediation.keep_volume() returns trigger language plpgsql as $$
begin
  if kernel.is_resealing() and to_jsonb(new) - 'pdf_sealed' = to_jsonb(old) - 'pdf_sealed' then
    return new;
  end if;
  raise exception 'a bound file is not changed' using errcode = 'check_violation', constraint = 'mediation_volume_stays';
end $$;
