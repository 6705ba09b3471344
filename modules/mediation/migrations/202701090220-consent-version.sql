-- The version of the text that a party agreed to; a no needs none. Who agreed before versions were kept: as delivered.
alter table mediation.parties add column consent_version smallint check (consent_version >= 1);
update mediation.parties set consent_version = 1 where consent = 'yes';
alter table mediation.parties add constraint parties_consent_version
  check ((consent is not distinct from 'yes') = (consent_version is not null));

-- A program from before this, which still runs beside a newer one, writes no version with a yes, and leaves it with a no.
create function mediation.agreed_before() returns trigger language plpgsql as $$
begin
  new.consent_version := case when new.consent = 'yes' then coalesce(new.consent_version, 1) end;
  return new;
end $$;
create trigger parties_agreed_before before insert or update of consent on mediation.parties
  for each row when ((new.consent is not distinct from 'yes') <> (new.consent_version is not null))
  execute function mediation.agreed_before();
