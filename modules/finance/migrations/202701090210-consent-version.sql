-- To which version of the text a firm agreed, referral by referral: all before this, to the one as delivered, and so
-- what a program from before this writes that still runs beside a newer one.
alter table finance.referrals add column consent_version smallint not null default 1 check (consent_version >= 1);
