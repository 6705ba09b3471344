-- Whoever hands out a link can open it, so a link enters only an account that was opened for the same purpose.
alter table people.accounts add column opened_for text;
comment on column people.accounts.opened_for is 'firm, observer; null: by its owner or by an administrator';
