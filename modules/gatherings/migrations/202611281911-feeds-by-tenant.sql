-- The address of a calendar is looked for within its tenant.
create unique index feeds_by_tenant_token on gatherings.feeds (tenant_id, token_hash);
drop index gatherings.feeds_by_token;
