-- To which version of the text somebody agreed: all before this, to the one as delivered, and so a program
-- from before this that still runs beside a newer one.
alter table employment.seekers add column consent_version integer not null default 1 check (consent_version >= 1);
