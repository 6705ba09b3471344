-- What a certificate says may be sealed under a new key; nothing else of it changes.
create or replace function neighbours.keep_certificate() returns trigger language plpgsql as $$
begin
  if kernel.is_resealing() and to_jsonb(new) - 'snapshot_sealed' - 'document_sealed'
      = to_jsonb(old) - 'snapshot_sealed' - 'document_sealed' then
    return new;
  end if;
  if old.number is not null and (new.number, new.year, new.number_text, new.minutes, new.snapshot_sealed, new.hash,
      new.volunteer_id, new.issuer_id, new.issued_at) is distinct from (old.number, old.year, old.number_text, old.minutes,
      old.snapshot_sealed, old.hash, old.volunteer_id, old.issuer_id, old.issued_at) then
    raise exception 'what was issued stays' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
