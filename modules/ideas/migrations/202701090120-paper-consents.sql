-- Which version of the text stood on a paper form: on all before this, the one as delivered. Null: no paper form.
alter table ideas.ideas add column consent_version smallint check (consent_version between 1 and 9999);
update ideas.ideas set consent_version = 1 where form_number is not null;
alter table ideas.ideas add constraint ideas_agreed check ((form_number is null) = (consent_version is null));
