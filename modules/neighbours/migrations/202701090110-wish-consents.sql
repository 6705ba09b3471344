-- To which version of the text somebody agreed who wants help: all before this, to the one as delivered.
alter table neighbours.wishes add column consent_version smallint check (consent_version between 1 and 9999);
update neighbours.wishes set consent_version = 1 where consent_at is not null;
alter table neighbours.wishes add constraint wishes_agreed check ((consent_at is null) = (consent_version is null));

-- A program from before this, which still runs beside a newer one, writes no version: it shows the text as delivered.
create function neighbours.wish_agreed_before() returns trigger language plpgsql as $$
begin
  new.consent_version := 1;
  return new;
end $$;
create trigger wishes_agreed_before before insert or update of consent_at on neighbours.wishes
  for each row when (new.consent_at is not null and new.consent_version is null)
  execute function neighbours.wish_agreed_before();
