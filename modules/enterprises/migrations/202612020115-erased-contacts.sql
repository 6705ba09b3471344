-- When name and phone of somebody who was a contact were erased by rule.
alter table enterprises.contacts add column erased_at timestamptz;
