-- Who holds a due looks for their own in every state: one that was done today stands on the day's list. By the index of open ones
-- alone PostgreSQL read all dues of the tenant.
create index dues_of_post on visits.dues (tenant_id, holder_post_id, deadline_at);
