-- Whoever waits for a matter to end names it, and follows it to the one that it was merged into.
create or replace view matters.states_view as
  select tenant_id, id, kind_code, state, outcome, closed_at, merged_into_id, number from matters.matters;
