-- To which version of the text a shop or a resident agreed who shares, when and how: all before this, to the text as
-- delivered, when they asked or staff entered them with a contact. Firms and offices share without a consent of a person.
alter table stations.sharers add column consent_version smallint check (consent_version >= 1),
  add column consent_at timestamptz,
  add column consent_how text collate "C" check (consent_how in ('self', 'signed', 'spoken'));
update stations.sharers set consent_version = 1, consent_at = asked_at,
    consent_how = case when contact_sealed is null then 'self' else 'spoken' end
  where kind in ('shop', 'person');
alter table stations.sharers add constraint sharers_agreed
  check ((kind in ('shop', 'person')) = (consent_version is not null)
    and (consent_version is null) = (consent_at is null) and (consent_version is null) = (consent_how is null));

-- A program from before this, which still runs beside a newer one, writes none of it: it entered them as above.
create function stations.agreed_before() returns trigger language plpgsql as $$
begin
  new.consent_version := 1;
  new.consent_at := new.asked_at;
  new.consent_how := case when new.contact_sealed is null then 'self' else 'spoken' end;
  return new;
end $$;
create trigger sharers_agreed_before before insert on stations.sharers
  for each row when (new.kind in ('shop', 'person') and new.consent_version is null)
  execute function stations.agreed_before();
