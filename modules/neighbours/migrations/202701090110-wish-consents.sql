-- To which version of the text somebody agreed who wants help: all before this, to the one as delivered.
alter table neighbours.wishes add column consent_version smallint check (consent_version between 1 and 9999);
update neighbours.wishes set consent_version = 1 where consent_at is not null;
alter table neighbours.wishes add constraint wishes_agreed check ((consent_at is null) = (consent_version is null));
