-- Published to higher tiers: how far a matter is, for counting what came of things that point to matters.
create view matters.states_view as
  select tenant_id, id, kind_code, state, outcome, closed_at from matters.matters;

-- A meeting is a door of its own: what it decided was not brought by anybody.
alter table matters.matters drop constraint matters_channel_check;
alter table matters.matters add constraint matters_channel_check
  check (channel in ('pocket', 'counter', 'phone', 'wechat', 'patrol', 'meeting', 'import', 'api'));
