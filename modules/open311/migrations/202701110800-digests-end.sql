-- The digest of a form is needed while it may be sent again, and was kept for good: of a telephone number, and not keyed.
alter table open311.requests alter column digest drop not null;
update open311.requests set digest = null;

-- Only what may be sent again is looked for, and only what still has a digest is tidied.
drop index open311.requests_by_digest;
create index requests_by_digest on open311.requests (tenant_id, key_id, digest, at) where digest is not null;
create index requests_with_digest on open311.requests (at) where digest is not null;
