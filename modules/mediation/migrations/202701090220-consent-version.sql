-- The version of the text that a party agreed to; a no needs none. Who agreed before versions were kept: as delivered.
alter table mediation.parties add column consent_version smallint check (consent_version >= 1);
update mediation.parties set consent_version = 1 where consent = 'yes';
alter table mediation.parties add constraint parties_consent_version
  check ((consent is not distinct from 'yes') = (consent_version is not null));
