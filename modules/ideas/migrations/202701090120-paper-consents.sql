-- Which version of the text stood on a paper form: on all before this, the one as delivered. Null: no paper form.
alter table ideas.ideas add column consent_version smallint check (consent_version between 1 and 9999);
update ideas.ideas set consent_version = 1 where form_number is not null;
alter table ideas.ideas add constraint ideas_agreed check ((form_number is null) = (consent_version is null));

-- A program from before this, which still runs beside a newer one, writes no version: its forms carry the text as delivered.
create function ideas.agreed_before() returns trigger language plpgsql as $$
begin
  new.consent_version := 1;
  return new;
end $$;
create trigger ideas_agreed_before before insert on ideas.ideas
  for each row when (new.form_number is not null and new.consent_version is null)
  execute function ideas.agreed_before();
