-- To which version of the text a firm agreed, referral by referral: all before this, to the one as delivered.
alter table finance.referrals add column consent_version smallint not null default 1 check (consent_version >= 1);
alter table finance.referrals alter column consent_version drop default;
