-- A worker that dies with a delivery in its hands cannot say so: what it began is written down before.
alter table kernel.deliveries add column started_at timestamptz;
-- What failed before is looked for by itself, however much waits for its first try.
create index deliveries_again on kernel.deliveries (next_at, id) where parked_at is null and attempts > 0;
