-- Who had left and has a suite is looked for at every turn of the tick that settles firms.
create index firms_left on enterprises.firms (tenant_id, id) where state = 'left';
