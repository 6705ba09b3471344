-- Notices go when their time is over (modules/notices/erasures.ts): each night looks for those alone.
create index notices_read on notices.notices (tenant_id, read_at) where read_at is not null;
create index notices_waiting on notices.notices (tenant_id, at) where read_at is null;
