-- To which version of the text somebody agreed: all before this, to the one as delivered.
alter table employment.seekers add column consent_version integer not null default 1 check (consent_version >= 1);
alter table employment.seekers alter column consent_version drop default;
