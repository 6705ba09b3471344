-- The merges by which an opening came to its firm, the last one last: undoing one gives it back.
alter table employment.openings add column merges uuid[] not null default '{}';
create index openings_merged on employment.openings using gin (merges) where merges <> '{}';
