-- A receipt is looked for within its tenant: so may the index lie, and the table on the machine of its tenant.
create unique index matters_receipt_by_tenant on matters.matters (tenant_id, receipt_lookup) where receipt_lookup is not null;
drop index matters.matters_receipt;
