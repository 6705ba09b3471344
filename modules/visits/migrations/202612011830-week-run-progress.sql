-- How much of all that is to be planned is planned, 0 to 1; counted in dues, the search under way included.
alter table visits.week_runs add column progress real not null default 0 check (progress between 0 and 1);
