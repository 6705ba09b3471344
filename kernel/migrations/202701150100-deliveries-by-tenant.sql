-- What is due is taken of one tenant after the other (docs/scale.md): much that waits for one keeps nobody else looking.
drop index kernel.deliveries_ready;
create index deliveries_ready on kernel.deliveries (tenant_id, next_at, id) where parked_at is null;
drop index kernel.deliveries_again;
create index deliveries_again on kernel.deliveries (tenant_id, next_at, id) where parked_at is null and attempts > 0;
